namespace Dataflow.Pipelines;

/// <summary>
/// An aggregate of the user's own: a struct that takes values in one by one, of which two can be made one. Its default value has
/// taken nothing in. Named by <see cref="AggregateAttribute"/>.
/// </summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
/// <typeparam name="TValue">Type of the member that it is computed from.</typeparam>
/// <typeparam name="TResult">Type of the member that is computed.</typeparam>
public interface IAggregate<TSelf, TValue, TResult>
    where TSelf : struct, IAggregate<TSelf, TValue, TResult>
{
    /// <summary>Takes a value in. Called for each record of a window: what it allocates, each record costs.</summary>
    void Add(TValue value);

    /// <summary>Takes in all that another has taken in. That one is used again: it must not change, and nothing of it may be shared.</summary>
    void Merge(in TSelf other);

    /// <summary>The result as it stands.</summary>
    TResult Result { get; }

    /// <summary>Writes it to a checkpoint.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote, into the default value.</summary>
    void Read(BinaryReader reader);
}
