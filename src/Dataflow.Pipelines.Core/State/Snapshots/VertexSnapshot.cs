namespace Dataflow.Pipelines.State;

/// <summary>The state of one vertex in a checkpoint: that of each lane that it had then.</summary>
internal sealed class VertexSnapshot(IReadOnlyList<BlockSnapshot> lanes)
{
    public static readonly VertexSnapshot Empty = new([]);

    public IReadOnlyList<BlockSnapshot> Lanes { get; } = lanes;
}
