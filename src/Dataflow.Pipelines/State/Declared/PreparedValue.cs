namespace Dataflow.Pipelines.State;

/// <summary>A value that is only known some time after the barrier, because what it names must be durable first: the transaction of a sink.</summary>
internal sealed class PreparedValue(string name) : OperatorValue(name)
{
    private Task<ReadOnlyMemory<byte>> _preparing = Task.FromResult(ReadOnlyMemory<byte>.Empty);

    /// <summary>What the checkpoint that the job started from held, lane by lane: one JSON value each.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Restored { get; private set; } = [];

    /// <summary>Completes with what the checkpoint under way holds: one JSON value.</summary>
    public void Prepare(Task<ReadOnlyMemory<byte>> preparing) => _preparing = preparing;

    internal override Task<ReadOnlyMemory<byte>> TakeAsync() => _preparing;

    internal override void Restore(IReadOnlyList<ReadOnlyMemory<byte>> lanes) => Restored = lanes;
}
