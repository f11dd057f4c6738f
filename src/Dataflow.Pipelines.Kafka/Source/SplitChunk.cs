using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>A change of the assignment, or the end, in order with the messages.</summary>
internal sealed class SplitChunk : MessageChunk
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the lane has settled the revoked splits.</summary>
    internal Task Settlement => _settled.Task;

    public override void Settled() => _settled.TrySetResult();
}
