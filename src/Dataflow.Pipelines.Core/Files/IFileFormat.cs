namespace Dataflow.Pipelines.Files;

/// <summary>Encodes records as the bytes of a file. <see cref="FileSinkWriter{T}"/> decides when a file becomes visible, and under which name.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IFileFormat<T>
    where T : struct, IRecord<T>
{
    /// <summary>The extension of the files, with the dot.</summary>
    string Extension { get; }

    /// <summary>Starts a file; it must not exist.</summary>
    /// <param name="path">Full path.</param>
    IPartWriter<T> Create(string path);
}
