using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.Windows;

/// <summary>The state of a window lane in a manifest: its open windows stand in the file. Times are UTC ticks.</summary>
internal sealed record WindowsState(long Watermark, CheckpointFile? File);
