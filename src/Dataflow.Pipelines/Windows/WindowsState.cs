using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.Windows;

/// <summary>The state of a window lane in a manifest: its open windows stand in the file. Times are UTC ticks.</summary>
/// <param name="Watermark">What is closed stays closed up to here.</param>
/// <param name="File">The open windows; none where none are open.</param>
/// <param name="Shape">Kind and sizes that the windows had; none in checkpoints of versions that had one kind.</param>
internal sealed record WindowsState(long Watermark, CheckpointFile? File, string? Shape = null);
