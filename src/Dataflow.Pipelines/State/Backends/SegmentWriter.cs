using System.Text.Json;
using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.State;

/// <summary>A file of state that is created with its first block: without entries there is none. Written by the lane; only <see cref="CompleteAsync"/> runs beside it.</summary>
/// <param name="scope">Whose state it is.</param>
/// <param name="states">What the lane has declared.</param>
/// <param name="name">Name of the file.</param>
internal sealed class SegmentWriter(StateScope scope, IReadOnlyList<DeclaredState> states, string name) : IStateOutput, IAsyncDisposable
{
    private CheckpointFileWriter? _file;

    public bool IsEmpty => _file is null;

    public void Write(ReadOnlySpan<byte> bytes) => (_file ??= Create()).Write(bytes);

    /// <summary>Makes the file durable; it must not be empty.</summary>
    public ValueTask<CheckpointFile> CompleteAsync(CancellationToken cancellationToken) => _file!.CompleteAsync(cancellationToken);

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private CheckpointFileWriter Create()
    {
        var file = scope.Store.Create(name);
        var head = JsonSerializer.SerializeToUtf8Bytes(
            new StateFileHead(StateFileHead.CurrentFormat, scope.Node, scope.Lane, [.. states.Select(static s => s.Head)]), StateJson.Default.StateFileHead);
        file.Write(StateFileHead.Prefix(head));
        file.Write(head);
        return file;
    }
}
