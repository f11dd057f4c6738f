using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A checkpoint store that supports only the reading of files.</summary>
/// <param name="store">The store with the files.</param>
internal abstract class FileOnlyStore(ICheckpointStore store) : ICheckpointStore
{
    public string Location => Store.Location;

    protected ICheckpointStore Store => store;

    public abstract ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken);

    public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ReadOnlyMemory<byte>> ReadIdentityAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask WriteIdentityAsync(ReadOnlyMemory<byte> identity, CancellationToken cancellationToken) => throw new NotSupportedException();

    public CheckpointFileWriter Create(string name) => throw new NotSupportedException();

    public ValueTask WriteManifestAsync(long checkpoint, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<long>> ListManifestsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ReadOnlyMemory<byte>> ReadManifestAsync(long checkpoint, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DeleteManifestAsync(long checkpoint, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask RetainAsync(IReadOnlySet<string> names, CancellationToken cancellationToken) => throw new NotSupportedException();
}
