using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The outcome of one call: a record, nothing, or the reason for a rejection.</summary>
/// <typeparam name="T">The record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Answer<T>
    where T : struct
{
    internal Answer(T? record, string? reason) => (Record, Reason) = (record, reason);

    /// <summary>The record; none where it is filtered or rejected.</summary>
    internal T? Record { get; }

    /// <summary>Why the record was rejected; none where it was not.</summary>
    internal string? Reason { get; }
}
