using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A checkpoint store of one process over a <see cref="MemoryDisk"/>.</summary>
internal sealed class SimulatedCheckpointStore(MemoryDisk disk, SimulatedProcess process) : ICheckpointStore
{
    public SimulatedCheckpointStore()
        : this(new MemoryDisk(), new SimulatedProcess())
    {
    }

    public string Location => "memory";

    public MemoryDisk Disk => disk;

    public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        if (!disk.TryLock())
        {
            throw new CheckpointException("The checkpoints in memory are locked by another process.");
        }

        return ValueTask.FromResult<IAsyncDisposable>(new DiskLock(disk));
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadIdentityAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ReadOnlyMemory<byte>>(disk.Identity);

    public async ValueTask WriteIdentityAsync(ReadOnlyMemory<byte> identity, CancellationToken cancellationToken)
    {
        await Task.Yield();
        process.Do("identity", () => disk.Identity = identity.ToArray());
    }

    public CheckpointFileWriter Create(string name)
    {
        process.Do($"create {name}", () => Assert.False(disk.Contains(name), $"'{name}' already exists"));
        var stream = new MemoryStream();
        return new CheckpointFileWriter(name, new DurableStream(stream, async _ =>
        {
            await Task.Yield();
            process.Do($"sync {name}", () => disk.Write(name, stream.ToArray()));
        }));
    }

    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken) =>
        disk.TryRead(name, out var bytes)
            ? ValueTask.FromResult<Stream>(new MemoryStream(bytes, writable: false))
            : throw new CheckpointException($"Checkpoint file '{name}' cannot be read in memory: it does not exist.");

    public async ValueTask WriteManifestAsync(long checkpoint, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        await Task.Yield();
        process.Do($"manifest {checkpoint}", () => disk.WriteManifest(checkpoint, manifest.ToArray()));
    }

    public ValueTask<IReadOnlyList<long>> ListManifestsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<long>>([.. disk.Manifests.Keys]);

    public ValueTask<ReadOnlyMemory<byte>> ReadManifestAsync(long checkpoint, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ReadOnlyMemory<byte>>(disk.ReadManifest(checkpoint));

    public ValueTask DeleteManifestAsync(long checkpoint, CancellationToken cancellationToken)
    {
        process.Do($"delete manifest {checkpoint}", () => disk.DeleteManifest(checkpoint));
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        process.Do($"delete {name}", () => disk.Delete(name));
        return ValueTask.CompletedTask;
    }

    public ValueTask RetainAsync(IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in disk.Files.Keys.Where(n => !names.Contains(n)))
        {
            process.Do($"delete {name}", () => disk.Delete(name));
        }

        return ValueTask.CompletedTask;
    }

    private sealed class DiskLock(MemoryDisk disk) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            disk.Unlock();
            return ValueTask.CompletedTask;
        }
    }
}
