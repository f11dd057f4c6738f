namespace Dataflow.Pipelines.State;

/// <summary>The states of a keyed lane in a manifest, and the watermark that it had seen (UTC ticks).</summary>
internal sealed record KeyedBlockState(long Watermark, IReadOnlyList<StateSnapshot> Stores);
