using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What becomes durable together.</summary>
/// <param name="After">The number of the newest change before them. A batch that was written already is not written again.</param>
/// <param name="Changes">The changes, in order.</param>
/// <param name="Answers">Answers to items of the inbox, which are removed from it.</param>
internal sealed record AppendBatch(long After, IReadOnlyList<Change> Changes, IReadOnlyList<InboxAnswer> Answers)
{
    /// <summary>The notifications that the changes ask for.</summary>
    public IReadOnlyList<OutgoingAlert> Outbox { get; init; } = [];

    /// <summary>What starts the pipeline, and when it fires next; null where it is as it was.</summary>
    public ScheduleState? Schedule { get; init; }

    /// <summary>What became of earlier notifications, in order.</summary>
    public IReadOnlyList<DeliveryReport> Deliveries { get; init; } = [];
}
