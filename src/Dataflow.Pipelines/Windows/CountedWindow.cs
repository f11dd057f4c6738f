namespace Dataflow.Pipelines.Windows;

/// <summary>A window of a number of records that is not full yet.</summary>
internal struct CountedWindow<TAccumulator>
    where TAccumulator : struct
{
    public int Count;

    /// <summary>Latest event time of its records, UTC ticks.</summary>
    public long Latest;

    public TAccumulator Accumulator;
}
