using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Blocks;

/// <summary>A command of the job to a source lane.</summary>
internal abstract record SourceCommand
{
    /// <summary>Take a snapshot and send a barrier.</summary>
    public sealed record Checkpoint(long Id, bool Last) : SourceCommand;

    /// <summary>End at the current end of the data.</summary>
    public sealed record Drain : SourceCommand;

    /// <summary>A checkpoint with these positions is durable, and they were committed to the service.</summary>
    public sealed record Committed(IReadOnlyList<SplitPosition> Positions) : SourceCommand;

    /// <summary>Send the end and stop.</summary>
    public sealed record End : SourceCommand;
}
