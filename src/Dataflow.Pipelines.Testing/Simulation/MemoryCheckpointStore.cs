using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.Testing.Simulation;

/// <summary>Checkpoints in memory.</summary>
internal sealed class MemoryCheckpointStore(MemoryStorage storage) : ICheckpointStore
{
    public string Location => "memory";

    public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IAsyncDisposable>(new NoLock());

    public CheckpointFileWriter Create(string name)
    {
        var stream = new MemoryStream();
        return new CheckpointFileWriter(name, new FileLike(stream, _ =>
        {
            storage.Files[name] = stream.ToArray();
            return ValueTask.CompletedTask;
        }));
    }

    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken) =>
        storage.Files.TryGetValue(name, out var bytes)
            ? ValueTask.FromResult<Stream>(new MemoryStream(bytes, writable: false))
            : throw new CheckpointException($"Checkpoint file '{name}' is not in the test's memory.");

    public ValueTask WriteManifestAsync(long checkpoint, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        storage.Manifests[checkpoint] = manifest.ToArray();
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<long>> ListManifestsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<long>>([.. storage.Manifests.Keys]);

    public ValueTask<ReadOnlyMemory<byte>> ReadManifestAsync(long checkpoint, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ReadOnlyMemory<byte>>(storage.Manifests[checkpoint]);

    public ValueTask DeleteManifestAsync(long checkpoint, CancellationToken cancellationToken)
    {
        storage.Manifests.Remove(checkpoint);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        storage.Files.Remove(name);
        return ValueTask.CompletedTask;
    }

    public ValueTask RetainAsync(IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in storage.Files.Keys.Where(n => !names.Contains(n)).ToArray())
        {
            storage.Files.Remove(name);
        }

        return ValueTask.CompletedTask;
    }

    // One test, one pipeline: nobody else has these checkpoints.
    private sealed class NoLock : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
