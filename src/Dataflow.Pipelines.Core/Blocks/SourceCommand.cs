using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Blocks;

/// <summary>What the job tells a source lane.</summary>
internal abstract record SourceCommand
{
    /// <summary>Take your state and send a barrier.</summary>
    public sealed record Checkpoint(long Id, bool Last) : SourceCommand;

    /// <summary>End where your data ends now.</summary>
    public sealed record Drain : SourceCommand;

    /// <summary>A checkpoint with these positions is durable and your service knows.</summary>
    public sealed record Committed(IReadOnlyList<SplitPosition> Positions) : SourceCommand;

    /// <summary>Send the end and stop.</summary>
    public sealed record End : SourceCommand;
}
