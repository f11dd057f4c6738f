using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.Lookups;

/// <summary>The state of a lane of look-ups in a manifest: records without an answer stand in the file, in order.</summary>
internal sealed record LookupsState(int Lane, CheckpointFile File);
