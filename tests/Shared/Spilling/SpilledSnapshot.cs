using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.Spilling;

/// <summary>The files of a lane's snapshot.</summary>
/// <param name="Chain">Changes, the earliest first.</param>
/// <param name="Whole">States that do not track changes.</param>
/// <param name="Segments">States that only grow.</param>
internal sealed record SpilledSnapshot(IReadOnlyList<CheckpointFile> Chain, CheckpointFile? Whole, IReadOnlyList<StateSegment> Segments);
