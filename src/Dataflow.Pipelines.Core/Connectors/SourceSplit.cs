namespace Dataflow.Pipelines.Connectors;

/// <summary>A part of a source that is read in order and has its own position: a partition, a file.</summary>
/// <param name="Source">The source that it is a part of: the topic.</param>
/// <param name="Partition">Number of the part.</param>
/// <param name="Index">Index in its reader, from 0, reused after the split was removed.</param>
/// <param name="Start">Position of the first record that will be read.</param>
/// <param name="Latest">
/// The latest event time (UTC ticks) that an earlier reader has seen before that position, where the service stores it; <see cref="long.MinValue"/>
/// where it does not. A later one in the job's own checkpoint is used instead.
/// </param>
/// <param name="Cursor">The cursor that the split starts from, where its positions are not plain numbers: the restored one.</param>
public sealed record SourceSplit(string Source, int Partition, int Index, long Start, long Latest = long.MinValue, string? Cursor = null);
