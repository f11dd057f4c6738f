namespace Dataflow.Pipelines.Storage;

/// <summary>Files of a local file system.</summary>
public sealed class LocalFileStore : IFileStore
{
    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : -1;
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    /// <inheritdoc/>
    public void SyncFile(string path) => DurableFile.Sync(path);

    /// <inheritdoc/>
    public void SyncDirectory(string path) => DurableFile.SyncDirectory(path);

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory) => Directory.Exists(directory) ? Directory.GetFiles(directory) : [];

    /// <inheritdoc/>
    public IReadOnlyList<string> ListDirectories(string directory) => Directory.Exists(directory) ? Directory.GetDirectories(directory) : [];

    /// <inheritdoc/>
    public IDisposable? TryLock(string path) => LockFile.TryTake(path, out _);

    /// <inheritdoc/>
    public void WriteAtomic(string path, ReadOnlySpan<byte> content) => DurableFile.WriteAtomic(path, content);
}
