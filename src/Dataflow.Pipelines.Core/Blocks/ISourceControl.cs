using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Blocks;

/// <summary>How the job speaks to a source lane, from any thread.</summary>
internal interface ISourceControl
{
    /// <summary>Messages that were not read yet; -1 where it is not known.</summary>
    long Lag { get; }

    /// <summary>Records that came before the watermark because their split came from another lane; since the job started.</summary>
    long Behind { get; }

    /// <summary>Whether the lane holds no watermark back, because all its splits are idle.</summary>
    bool IsIdle { get; }

    /// <summary>Whether the reader can read at the moment.</summary>
    SourceActivity Activity { get; }

    /// <summary>Obeyed in order, between two chunks.</summary>
    void Send(SourceCommand command);

    /// <summary>The watermark that a start from these snapshots of the source's lanes goes on with, UTC ticks.</summary>
    long RestoredWatermark(IReadOnlyList<BlockSnapshot> lanes);
}
