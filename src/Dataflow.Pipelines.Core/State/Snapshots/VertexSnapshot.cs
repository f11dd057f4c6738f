namespace Dataflow.Pipelines.State;

/// <summary>What a checkpoint holds of one vertex: the state of each lane that it had then.</summary>
internal sealed class VertexSnapshot(IReadOnlyList<BlockSnapshot> lanes)
{
    public static readonly VertexSnapshot Empty = new([]);

    public IReadOnlyList<BlockSnapshot> Lanes { get; } = lanes;
}
