using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.Async;

/// <summary>The calls between two marks: what comes of them leaves before the mark behind them.</summary>
internal sealed class AsyncSegment<TIn, TOut>
    where TIn : struct
    where TOut : struct
{
    /// <summary>What leaves next is at its head, as soon as its outcome is there: all calls where the order is kept, else those that are done.</summary>
    public Queue<AsyncCall<TIn, TOut>> Leaving { get; } = new();

    /// <summary>Calls that have not left.</summary>
    public int Open { get; set; }

    /// <summary>The mark behind it; none while it is the last.</summary>
    public AsyncMark Mark { get; set; } = new(Watermark.None, false);
}
