using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Blocks;

/// <summary>The interface of a source lane to the job. Any thread may call.</summary>
internal interface ISourceControl
{
    /// <summary>Messages that were not read yet; -1 where the number is unknown.</summary>
    long Lag { get; }

    /// <summary>Records behind the watermark because their split was moved from another lane; since the job started.</summary>
    long Behind { get; }

    /// <summary>Whether the lane holds no watermark back, because all its splits are idle.</summary>
    bool IsIdle { get; }

    /// <summary>Whether the reader can read at the moment.</summary>
    SourceActivity Activity { get; }

    /// <summary>Queues a command; commands are executed in order, between two chunks.</summary>
    void Send(SourceCommand command);

    /// <summary>The watermark of a start from these snapshots of the source's lanes, UTC ticks.</summary>
    long RestoredWatermark(IReadOnlyList<BlockSnapshot> lanes);
}
