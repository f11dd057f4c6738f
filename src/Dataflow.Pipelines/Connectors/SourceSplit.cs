namespace Dataflow.Pipelines.Connectors;

/// <summary>A part of a source that is read in order and has a position of its own: a partition, a file.</summary>
/// <param name="Source">What it is a part of: the topic.</param>
/// <param name="Partition">Number of the part.</param>
/// <param name="Index">Index in its reader, from 0, reused after the split has gone.</param>
/// <param name="Start">Position of the first message that will be read.</param>
public sealed record SourceSplit(string Source, int Partition, int Index, long Start);
