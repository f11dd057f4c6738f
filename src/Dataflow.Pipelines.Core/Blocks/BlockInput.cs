namespace Dataflow.Pipelines.Blocks;

/// <summary>What a block knows of one of its inputs. Touched only by the block's own lane.</summary>
internal sealed class BlockInput(Edge edge, int port)
{
    public Edge Edge { get; } = edge;

    /// <summary>Which of several inputs of the node it belongs to: 0 the first.</summary>
    public int Port { get; } = port;

    public long Watermark { get; set; } = Blocks.Watermark.None;

    public bool IsIdle { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>Its barrier is here and others' are not: what follows waits in <see cref="Held"/>.</summary>
    public bool IsAligned { get; set; }

    /// <summary>Bounded by the credits of the edge, which come back only when a batch is done.</summary>
    public Queue<Message> Held { get; } = new();
}
