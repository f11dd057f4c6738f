using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.Joins;

/// <summary>The state of a lane of a join in a manifest: the records that wait stand in the file. Times are UTC ticks.</summary>
internal sealed record JoinState(long Watermark, CheckpointFile? File);
