namespace Dataflow.Pipelines.Windows;

/// <summary>A stretch of event time and what its records come to, by key. Times are UTC ticks.</summary>
/// <typeparam name="TAccumulator">What a key's records come to.</typeparam>
/// <param name="start">Inclusive.</param>
/// <param name="end">Exclusive.</param>
internal sealed class Slice<TAccumulator>(long start, long end)
    where TAccumulator : struct
{
    public long Start => start;

    public long End => end;

    public Dictionary<UInt128, TAccumulator> Accumulators { get; } = [];
}
