namespace Dataflow.Pipelines.Windows;

/// <summary>A session that is open: the times of its first and last record, UTC ticks, and what its records come to.</summary>
internal sealed class Session<TAccumulator>
    where TAccumulator : struct
{
    public UInt128 Key;
    public long First;
    public long Last;
    public TAccumulator Accumulator;

    /// <summary>The next session of the key, in the order of time.</summary>
    public Session<TAccumulator>? Next;

    /// <summary>Whether another session has taken it in.</summary>
    public bool IsMerged;
}
