using System.Globalization;

namespace Dataflow.Pipelines.Storage;

/// <summary>Checkpoints in a local directory: manifests as <c>checkpoint-000000012.json</c>, the files that they name in <c>files/</c>.</summary>
public sealed class LocalCheckpointStore : ICheckpointStore
{
    private const string Prefix = "checkpoint-";

    // One checkpoint per millisecond for thirty thousand years. No job assigns a higher number, and the number after it might not exist.
    private const long HighestNumber = 999_999_999_999_999;
    private const string IdentityName = "job.json";
    private readonly string _directory;

    // Separate from other files of the directory: all files in here that no manifest names are deleted.
    private readonly string _files;

    /// <summary>A store in a directory; it is created where it is missing.</summary>
    public LocalCheckpointStore(string directory)
    {
        _directory = Path.GetFullPath(directory);
        _files = Path.Combine(_directory, "files");
    }

    /// <inheritdoc/>
    public string Location => _directory;

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        try
        {
            new DurableDirectories(new LocalFileStore()).Create(_files);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The state directory '{_directory}' cannot be written: {fault.Message} Make it writable for this user, or give another one with --state.", fault);
        }

        return await StateLock.TakeAsync(_directory, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadIdentityAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(_directory, IdentityName);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : default;
    }

    /// <inheritdoc/>
    public ValueTask WriteIdentityAsync(ReadOnlyMemory<byte> identity, CancellationToken cancellationToken)
    {
        DurableFile.WriteAtomic(Path.Combine(_directory, IdentityName), identity.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public CheckpointFileWriter Create(string name)
    {
        var path = Path.Combine(_files, name);
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
        return new CheckpointFileWriter(name, new DurableStream(stream, token => SyncAsync(stream, path, token)));
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return ValueTask.FromResult<Stream>(new FileStream(Path.Combine(_files, name), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20));
        }
        catch (IOException fault)
        {
            throw new CheckpointException($"Checkpoint file '{name}' cannot be read in {_files}: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteManifestAsync(long checkpoint, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        DurableFile.WriteAtomic(PathOf(checkpoint), manifest.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> ListManifestsAsync(CancellationToken cancellationToken)
    {
        List<long> found = [];
        foreach (var path in Directory.Exists(_directory) ? Directory.GetFiles(_directory, Prefix + "*.json") : [])
        {
            var digits = Path.GetFileNameWithoutExtension(path)[Prefix.Length..];
            if (digits.Length > 0 && digits.All(char.IsAsciiDigit))
            {
                found.Add(long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= HighestNumber
                    ? number
                    : throw new CheckpointException($"'{path}' is not a checkpoint: its number is over {HighestNumber}, which no job assigns. Move the file out of the state directory."));
            }
        }

        found.Sort();
        return ValueTask.FromResult<IReadOnlyList<long>>(found);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadManifestAsync(long checkpoint, CancellationToken cancellationToken) =>
        await File.ReadAllBytesAsync(PathOf(checkpoint), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteManifestAsync(long checkpoint, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(checkpoint));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(_files, name));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RetainAsync(IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.GetFiles(_files))
        {
            if (!names.Contains(Path.GetFileName(path)))
            {
                File.Delete(path);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static async ValueTask SyncAsync(FileStream stream, string path, CancellationToken cancellationToken)
    {
        await Task.Run(
            () =>
            {
                stream.Flush(flushToDisk: true);
                DurableFile.SyncDirectory(Path.GetDirectoryName(path)!);
            },
            cancellationToken);
    }

    private string PathOf(long checkpoint) => Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{checkpoint:d9}.json"));
}
