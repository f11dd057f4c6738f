using System.ComponentModel;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// The state that a window holds instead of its records: a struct that is generated from the declared aggregates, so that the
/// calls are direct. An <see cref="AggregateOverflowException"/> leaves it unchanged.
/// </summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
/// <typeparam name="TIn">The records in the window.</typeparam>
/// <typeparam name="TOut">The result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWindowAccumulator<TSelf, TIn, TOut>
    where TSelf : struct, IWindowAccumulator<TSelf, TIn, TOut>
{
    /// <summary>Adds a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="ticks">Its event time, UTC ticks.</param>
    /// <param name="hash">The hash of the job, for values that are compared by it.</param>
    /// <exception cref="AggregateOverflowException">A sum would not fit in its type.</exception>
    void Add(in TIn record, long ticks, KeyHash hash);

    /// <summary>Merges another accumulator of the same key, which is not changed.</summary>
    /// <param name="other">An accumulator that holds at least one record.</param>
    /// <exception cref="AggregateOverflowException">A sum would not fit in its type.</exception>
    void Merge(in TSelf other);

    /// <summary>The current result.</summary>
    /// <param name="start">Inclusive start of the window.</param>
    /// <param name="end">Exclusive end of the window.</param>
    TOut Result(DateTimeOffset start, DateTimeOffset end);

    /// <summary>Writes the accumulator to a checkpoint.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    void Read(BinaryReader reader);

    /// <summary>Returns pooled memory. Called once, after the last result of the window.</summary>
    void Release();
}
