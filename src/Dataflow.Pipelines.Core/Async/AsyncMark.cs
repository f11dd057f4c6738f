namespace Dataflow.Pipelines.Async;

/// <summary>A mark between records: a watermark, an idle marker, or both in this order.</summary>
internal readonly record struct AsyncMark(long Watermark, bool IsIdle)
{
    public static readonly AsyncMark Idle = new(Blocks.Watermark.None, true);

    public bool IsNone => Watermark == Blocks.Watermark.None && !IsIdle;

    /// <summary>This mark followed by another, without records between them.</summary>
    public AsyncMark Then(AsyncMark next) => new(Math.Max(Watermark, next.Watermark), next.IsIdle);
}
