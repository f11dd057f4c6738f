namespace Dataflow.Pipelines.Storage;

/// <summary>The file operations of a file sink's commit: an interface, so that a test can stop at each. Paths are full paths.</summary>
public interface IFileStore
{
    /// <summary>Whether the directory exists.</summary>
    bool DirectoryExists(string path);

    /// <summary>Creates one directory in one that exists. It is durable once the directory above it is synced.</summary>
    void CreateDirectory(string path);

    /// <summary>Length in bytes; -1 where there is no such file.</summary>
    long LengthOf(string path);

    /// <summary>Reads a file.</summary>
    Stream OpenRead(string path);

    /// <summary>Makes the content of a file durable.</summary>
    void SyncFile(string path);

    /// <summary>Makes the names in a directory durable.</summary>
    void SyncDirectory(string path);

    /// <summary>Renames a file within the file system; replaces an existing one.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file; has no effect where there is none.</summary>
    void Delete(string path);

    /// <summary>The files of a directory; none where there is no such directory.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>The directories in a directory; none where there is no such directory.</summary>
    IReadOnlyList<string> ListDirectories(string directory);

    /// <summary>Takes a lock that ends with the process at the latest; the file is created where it is missing.</summary>
    /// <returns>To be disposed of to release it; <see langword="null"/> where it is taken.</returns>
    IDisposable? TryLock(string path);

    /// <summary>Writes a small file, atomically and durably.</summary>
    void WriteAtomic(string path, ReadOnlySpan<byte> content);
}
