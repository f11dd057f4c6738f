using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A checkpoint store whose files are read with changes.</summary>
/// <param name="store">Has the files.</param>
/// <param name="edit">Makes of a file what is read.</param>
/// <param name="only">The end of the names of those that are changed.</param>
internal sealed class EditedStore(ICheckpointStore store, Func<byte[], byte[]> edit, string only = "") : FileOnlyStore(store)
{
    public override async ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        await using var file = await Store.OpenAsync(name, cancellationToken);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return new MemoryStream(name.EndsWith(only, StringComparison.Ordinal) ? edit(bytes.ToArray()) : bytes.ToArray());
    }
}
