namespace Dataflow.Pipelines.Async;

/// <summary>What follows records: a watermark, the news that the inputs are idle, or both in this order.</summary>
internal readonly record struct AsyncMark(long Watermark, bool IsIdle)
{
    public static readonly AsyncMark Idle = new(Blocks.Watermark.None, true);

    public bool IsNone => Watermark == Blocks.Watermark.None && !IsIdle;

    /// <summary>This mark and then another, with nothing between them.</summary>
    public AsyncMark Then(AsyncMark next) => new(Math.Max(Watermark, next.Watermark), next.IsIdle);
}
