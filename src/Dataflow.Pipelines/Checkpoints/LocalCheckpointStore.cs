using System.Globalization;
using Dataflow.Pipelines.Sinks.Files;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Checkpoints in a local directory: manifests as <c>checkpoint-000000012.json</c>, what they name in <c>files/</c>.</summary>
public sealed class LocalCheckpointStore : ICheckpointStore
{
    private const string Prefix = "checkpoint-";
    private const string LockName = "lock";
    private readonly string directory;

    // Apart from what else may stand in the directory: everything in here that no manifest names is taken away.
    private readonly string files;

    /// <summary>A store in a directory; it is made where it is missing.</summary>
    public LocalCheckpointStore(string directory)
    {
        this.directory = Path.GetFullPath(directory);
        files = Path.Combine(this.directory, "files");
    }

    /// <inheritdoc/>
    public string Location => directory;

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        try
        {
            new DurableDirectories(new LocalFileStore()).Create(files);
            return ValueTask.FromResult<IAsyncDisposable>(
                new FileStream(Path.Combine(directory, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"The checkpoint directory '{directory}' cannot be taken: {fault.Message} Does another process run this pipeline? Stop it, or give another directory with --state.", fault);
        }
    }

    /// <inheritdoc/>
    public CheckpointFileWriter Create(string name)
    {
        var path = Path.Combine(files, name);
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
        return new CheckpointFileWriter(name, new FileLike(stream, token => SyncAsync(stream, path, token)));
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return ValueTask.FromResult<Stream>(new FileStream(Path.Combine(files, name), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20));
        }
        catch (IOException fault)
        {
            throw new CheckpointException($"Checkpoint file '{name}' cannot be read in {files}: {fault.Message}", fault);
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
        IReadOnlyList<long> found = Directory.Exists(directory)
            ? [.. Directory.GetFiles(directory, Prefix + "*.json")
                .Select(static p => Path.GetFileNameWithoutExtension(p)[Prefix.Length..])
                .Where(static n => n.All(char.IsAsciiDigit))
                .Select(static n => long.Parse(n, CultureInfo.InvariantCulture)).Order()]
            : [];
        return ValueTask.FromResult(found);
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
        File.Delete(Path.Combine(files, name));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RetainAsync(IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.GetFiles(files))
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

    private string PathOf(long checkpoint) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{checkpoint:d9}.json"));
}
