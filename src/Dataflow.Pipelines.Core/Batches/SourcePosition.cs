namespace Dataflow.Pipelines;

/// <summary>Where a record was read; part of a dead letter.</summary>
/// <param name="Source">Name of the source, as in <c>raw_events</c>.</param>
/// <param name="Partition">Partition.</param>
/// <param name="Offset">Position in the partition.</param>
/// <param name="Payload">The original bytes; a copy that belongs to the batch.</param>
public readonly record struct SourcePosition(string Source, int Partition, long Offset, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The position as errors and logs show it, such as <c>raw_events[2]@1047</c>.</summary>
    internal string Place => PlaceOf(Source, Partition, Offset);

    /// <inheritdoc cref="Place"/>
    internal static string PlaceOf(string source, int partition, long offset) => $"{source}[{partition}]@{offset}";
}
