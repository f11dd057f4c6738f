using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>A change of the assignment, or the end, in its place among the messages.</summary>
internal sealed class SplitChunk : SourceChunk
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ReadOnlySpan<SourceMessage> Messages => [];

    public override IReadOnlyList<SourceSplit> Added => Adding;

    public override IReadOnlyList<SourceSplit> Revoked => Revoking;

    public override IReadOnlyList<SourceSplit> Lost => Losing;

    public override bool IsEnd => Ending;

    internal IReadOnlyList<SourceSplit> Adding { get; init; } = [];

    internal IReadOnlyList<SourceSplit> Revoking { get; init; } = [];

    internal IReadOnlyList<SourceSplit> Losing { get; init; } = [];

    internal bool Ending { get; init; }

    /// <summary>Completes when the lane has settled what is revoked.</summary>
    internal Task Settlement => _settled.Task;

    public override void Settled() => _settled.TrySetResult();

    public override void Release()
    {
        // Nothing is held; it is not used again.
    }
}
