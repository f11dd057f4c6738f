namespace Dataflow.Pipelines.Connectors;

/// <summary>How far a split was read.</summary>
/// <param name="Source">The source that it is a part of: the topic.</param>
/// <param name="Partition">Number of the part.</param>
/// <param name="Next">Position of the next record to read.</param>
/// <param name="Latest">The latest event time seen before that position, UTC ticks; <see cref="long.MinValue"/> where none was.</param>
/// <param name="Cursor">The cursor of the last chunk that had one: <see cref="SourceChunk.Cursor"/>.</param>
public readonly record struct SplitPosition(string Source, int Partition, long Next, long Latest = long.MinValue, string? Cursor = null);
