namespace Dataflow.Pipelines.Connectors;

/// <summary>A part of a source that is read in order and has a position of its own: a partition, a file.</summary>
/// <param name="Source">What it is a part of: the topic.</param>
/// <param name="Partition">Number of the part.</param>
/// <param name="Index">Index in its reader, from 0, reused after the split has gone.</param>
/// <param name="Start">Position of the first record that will be read.</param>
/// <param name="Latest">
/// The latest event time (UTC ticks) that an earlier reader has seen before that position, where the service knows it; <see cref="long.MinValue"/>
/// where it does not. What the job's own checkpoint knows goes before.
/// </param>
/// <param name="Cursor">The cursor that the split starts from, where its positions are no numbers: the restored one.</param>
public sealed record SourceSplit(string Source, int Partition, int Index, long Start, long Latest = long.MinValue, string? Cursor = null);
