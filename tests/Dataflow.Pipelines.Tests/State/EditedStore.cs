using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A checkpoint store that edits its files when they are read.</summary>
/// <param name="store">The store with the files.</param>
/// <param name="edit">Returns the edited content of a file.</param>
/// <param name="only">Suffix of the names of the files that are edited.</param>
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
