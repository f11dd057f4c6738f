using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.Async;

/// <summary>The calls between two marks: their outcomes are emitted before the second mark.</summary>
internal sealed class AsyncSegment<TIn, TOut>
    where TIn : struct
    where TOut : struct
{
    /// <summary>The call at its head is emitted next, as soon as it is done. Contains all calls where the order is kept, else those that are done.</summary>
    public Queue<AsyncCall<TIn, TOut>> Leaving { get; } = new();

    /// <summary>Calls whose outcomes were not emitted yet.</summary>
    public int Open { get; set; }

    /// <summary>The mark after it; none while it is the last.</summary>
    public AsyncMark Mark { get; set; } = new(Watermark.None, false);
}
