using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Windows;

/// <summary>A count window that is not full yet; gone while it has none.</summary>
internal struct CountedWindow<TAccumulator> : IStateLife<CountedWindow<TAccumulator>>
    where TAccumulator : struct
{
    public int Count;

    /// <summary>Latest event time of its records, UTC ticks.</summary>
    public long Latest;

    public TAccumulator Accumulator;

    public static bool IsGone(in CountedWindow<TAccumulator> value) => value.Count == 0;
}
