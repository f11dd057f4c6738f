namespace Dataflow.Pipelines.Checkpoints;

/// <summary>The state of a source lane in a manifest. Times are UTC ticks.</summary>
internal sealed record SourceState(long Watermark, IReadOnlyList<SplitState> Splits);

/// <summary>How far a split was read, and the latest event time seen in it.</summary>
internal sealed record SplitState(string Source, int Partition, long Next, long Latest);
