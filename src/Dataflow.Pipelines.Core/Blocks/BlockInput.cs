namespace Dataflow.Pipelines.Blocks;

/// <summary>The state of one input of a block. Accessed only by the block's lane.</summary>
internal sealed class BlockInput(Edge edge, int port)
{
    public Edge Edge { get; } = edge;

    /// <summary>Index of the node's input that it belongs to, from 0.</summary>
    public int Port { get; } = port;

    public long Watermark { get; set; } = Blocks.Watermark.None;

    public bool IsIdle { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>Its barrier has arrived and others have not: its next messages wait in <see cref="Held"/>.</summary>
    public bool IsAligned { get; set; }

    /// <summary>Bounded by the credits of the edge, which return only when a batch is done.</summary>
    public Queue<Message> Held { get; } = new();
}
