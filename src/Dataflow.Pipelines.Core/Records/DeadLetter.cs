namespace Dataflow.Pipelines;

/// <summary>A record that a node rejected, with all that is needed to find it and to process it again.</summary>
/// <param name="Node">Id of the node that rejected it.</param>
/// <param name="Reason">Why, human-readable.</param>
/// <param name="At">When it was rejected (processing time).</param>
/// <param name="Source">Name of its origin, as in <c>raw_events</c>; empty where it has none.</param>
/// <param name="Partition">Partition it was read from.</param>
/// <param name="Offset">Position in the partition. With source and partition it identifies the message: one that is read again after a failure is the same dead letter.</param>
/// <param name="Payload">The original bytes; of a message over the record limit the first 64 KiB.</param>
[Record]
public readonly partial record struct DeadLetter(
    string Node,
    string Reason,
    DateTimeOffset At,
    string Source,
    int Partition,
    long Offset,
    ReadOnlyMemory<byte> Payload);
