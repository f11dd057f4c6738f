using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>The state of a de-duplication lane in a manifest: up to where keys have expired (a watermark, UTC ticks), and the keys.</summary>
internal sealed record FingerprintState(long Watermark, IReadOnlyList<FingerprintSegment> Segments);

/// <summary>A segment of the log: entries of 24 bytes, and the latest event time among them (UTC ticks).</summary>
internal sealed record FingerprintSegment(CheckpointFile File, long Entries, long Latest);
