using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A checkpoint store whose files are read as somebody has changed them.</summary>
/// <param name="store">Has the files.</param>
/// <param name="edit">Makes of a file what is read.</param>
internal sealed class EditedStore(ICheckpointStore store, Func<byte[], byte[]> edit) : ICheckpointStore
{
    public string Location => store.Location;

    public async ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        await using var file = await store.OpenAsync(name, cancellationToken);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return new MemoryStream(edit(bytes.ToArray()));
    }

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
