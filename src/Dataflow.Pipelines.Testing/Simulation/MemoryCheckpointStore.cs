using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Testing.Simulation;

/// <summary>Checkpoints in memory.</summary>
internal sealed class MemoryCheckpointStore(MemoryDisk disk) : ICheckpointStore
{
    public string Location => "memory";

    public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IAsyncDisposable>(new NoLock());

    public ValueTask<ReadOnlyMemory<byte>> ReadIdentityAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ReadOnlyMemory<byte>>(disk.Identity);

    public ValueTask WriteIdentityAsync(ReadOnlyMemory<byte> identity, CancellationToken cancellationToken)
    {
        disk.Identity = identity.ToArray();
        return ValueTask.CompletedTask;
    }

    public CheckpointFileWriter Create(string name)
    {
        if (disk.Contains(name))
        {
            throw new CheckpointException($"Checkpoint file '{name}' is already in the test's memory: names must be unique.");
        }

        var stream = new MemoryStream();
        return new CheckpointFileWriter(name, new DurableStream(stream, _ =>
        {
            disk.Write(name, stream.ToArray());
            return ValueTask.CompletedTask;
        }));
    }

    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken) =>
        disk.TryRead(name, out var bytes)
            ? ValueTask.FromResult<Stream>(new MemoryStream(bytes, writable: false))
            : throw new CheckpointException($"Checkpoint file '{name}' is not in the test's memory.");

    public ValueTask WriteManifestAsync(long checkpoint, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        disk.WriteManifest(checkpoint, manifest.ToArray());
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<long>> ListManifestsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<long>>([.. disk.Manifests.Keys]);

    public ValueTask<ReadOnlyMemory<byte>> ReadManifestAsync(long checkpoint, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ReadOnlyMemory<byte>>(disk.ReadManifest(checkpoint));

    public ValueTask DeleteManifestAsync(long checkpoint, CancellationToken cancellationToken)
    {
        disk.DeleteManifest(checkpoint);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        disk.Delete(name);
        return ValueTask.CompletedTask;
    }

    public ValueTask RetainAsync(IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in disk.Files.Keys.Where(n => !names.Contains(n)))
        {
            disk.Delete(name);
        }

        return ValueTask.CompletedTask;
    }

    // One test, one pipeline: no other job uses these checkpoints.
    private sealed class NoLock : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
