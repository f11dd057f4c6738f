namespace Dataflow.Pipelines.Blocks;

/// <summary>No record with an earlier event time follows on this edge.</summary>
internal sealed class Watermark(long ticks) : Message
{
    /// <summary>Before any event time.</summary>
    public const long None = long.MinValue;

    /// <summary>After every event time: the end of the data.</summary>
    public const long End = long.MaxValue;

    /// <summary>UTC ticks.</summary>
    public long Ticks { get; } = ticks;
}

/// <summary>This input is idle: it holds no watermark back until its next message.</summary>
internal sealed class Idle : Message
{
    public static readonly Idle Instance = new();
}

/// <summary>Separates the records of one checkpoint from those of the next.</summary>
internal sealed class CheckpointBarrier(long checkpoint, bool last, long sentAt) : Message
{
    public long Checkpoint { get; } = checkpoint;

    /// <summary>When the source has sent it: a timestamp of the job's clock.</summary>
    public long SentAt { get; } = sentAt;

    /// <summary>Nothing follows it but <see cref="EndOfInput"/>.</summary>
    public bool Last { get; } = last;
}

/// <summary>Nothing follows on this edge. It follows the barrier of a last checkpoint.</summary>
internal sealed class EndOfInput : Message
{
    public static readonly EndOfInput Instance = new();
}

/// <summary>Requests a call of the lane between two messages; it travels on no edge.</summary>
internal sealed class Tick : Message
{
    public static readonly Tick Instance = new();
}
