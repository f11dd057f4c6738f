namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>A node of a <see cref="RandomGraph"/>. All its records are clicks, so that any node can follow any other.</summary>
/// <param name="Index">Index in the graph; its inputs have lower indexes.</param>
/// <param name="Kind">The operation of the node.</param>
/// <param name="From">Its inputs; several form a union.</param>
/// <param name="Salt">Distinguishes it from other nodes of its kind.</param>
internal sealed record GraphNode(int Index, GraphNodeKind Kind, IReadOnlyList<(int Node, int Output)> From, int Salt)
{
    public string Id => Kind == GraphNodeKind.Source ? (Index == 0 ? "clicks" : $"clicks_{Index}") : $"{Kind}_{Index}".ToLowerInvariant();

    /// <summary>Outputs of clicks; one of rejects may follow.</summary>
    public int Outputs => Kind switch
    {
        GraphNodeKind.Sink or GraphNodeKind.FileSink => 0,
        GraphNodeKind.Split => 2,
        _ => 1,
    };

    /// <summary>The output of rejects; -1: it rejects nothing.</summary>
    public int Rejects => Kind switch
    {
        GraphNodeKind.Source => 1,
        GraphNodeKind.Split => 2,
        _ => -1,
    };

    /// <summary>Length of the windows of a window or a file sink.</summary>
    public TimeSpan Size { get; init; }

    public TimeSpan AllowedLateness { get; init; }

    public bool IsKeyed { get; init; }

    /// <summary>The kind of a window; derived from the salt, so that it draws no random number.</summary>
    public GraphWindowKind Window => Kind == GraphNodeKind.Window ? (GraphWindowKind)(Salt % 3) : GraphWindowKind.Tumbling;

    /// <summary>Time from one sliding window to the next; long enough that successive windows do not turn one record into thousands.</summary>
    public TimeSpan Slide => Size * (3 + (Salt % 3)) / 5;

    /// <summary>Gap of a session.</summary>
    public TimeSpan Gap => Size / 7;

    /// <summary>Lanes in one attempt of the job.</summary>
    public int Lanes(Random random) => Kind switch
    {
        GraphNodeKind.Deduplicate => random.Next(1, 5),
        GraphNodeKind.Window => IsKeyed ? random.Next(1, 5) : 1,
        GraphNodeKind.Map or GraphNodeKind.Filter or GraphNodeKind.FlatMap or GraphNodeKind.Split => random.Next(1, 4),
        _ => random.Next(1, 3),
    };

    public override string ToString() =>
        $"{Id}({string.Join(" + ", From.Select(static f => $"{f.Node}:{f.Output}"))}{(Size > TimeSpan.Zero ? $", {Size.TotalSeconds}s" : "")}" +
        $"{(AllowedLateness > TimeSpan.Zero ? $" + {AllowedLateness.TotalSeconds}s late" : "")}{(IsKeyed ? " by user" : "")}{(Kind == GraphNodeKind.Window ? $" {Window}" : "")})";
}
