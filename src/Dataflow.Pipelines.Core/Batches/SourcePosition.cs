namespace Dataflow.Pipelines;

/// <summary>Where a record was read: what a dead letter names.</summary>
/// <param name="Source">Name of the source, as in <c>raw_events</c>.</param>
/// <param name="Partition">Partition.</param>
/// <param name="Offset">Position in the partition.</param>
/// <param name="Payload">The original bytes; a copy that belongs to the batch.</param>
public readonly record struct SourcePosition(string Source, int Partition, long Offset, ReadOnlyMemory<byte> Payload);
