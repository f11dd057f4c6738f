namespace Dataflow.Pipelines;

/// <summary>
/// A user-defined aggregate, named by <see cref="AggregateAttribute"/>: a struct that adds values one by one, of which two can be merged.
/// Its default value is the empty aggregate.
/// </summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
/// <typeparam name="TValue">Type of the member that it is computed from.</typeparam>
/// <typeparam name="TResult">Type of the member that is computed.</typeparam>
public interface IAggregate<TSelf, TValue, TResult>
    where TSelf : struct, IAggregate<TSelf, TValue, TResult>
{
    /// <summary>Adds a value. Called for each record of a window, so it should not allocate.</summary>
    void Add(TValue value);

    /// <summary>Merges another aggregate into this one. The other is used again: it must not change, and no part of it may be shared.</summary>
    void Merge(in TSelf other);

    /// <summary>The current result.</summary>
    TResult Result { get; }

    /// <summary>Writes it to a checkpoint.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote, into the default value.</summary>
    void Read(BinaryReader reader);
}
