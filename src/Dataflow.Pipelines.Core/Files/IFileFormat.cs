namespace Dataflow.Pipelines.Files;

/// <summary>How records become the bytes of a file. What is visible when, and under which name, is the business of <see cref="FileSinkWriter{T}"/>.</summary>
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
