namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>
/// A small random graph: operators that read one or several outputs of the nodes before them, and a sink for each output that
/// no other node reads.
/// </summary>
internal sealed class RandomGraph
{
    private static readonly GraphNodeKind[] Operators =
    [
        GraphNodeKind.Map, GraphNodeKind.Filter, GraphNodeKind.FlatMap, GraphNodeKind.Split, GraphNodeKind.Deduplicate, GraphNodeKind.Window,
    ];

    private readonly List<GraphNode> _nodes = [];

    public RandomGraph(Random random)
    {
        for (var sources = random.Next(1, 3); sources > 0; sources--)
        {
            _nodes.Add(new GraphNode(_nodes.Count, GraphNodeKind.Source, [], 0));
        }

        for (var operators = random.Next(2, 8); operators > 0; operators--)
        {
            Add(random, Operators[random.Next(Operators.Length)], From(random));
        }

        foreach (var output in Outputs().ToArray())
        {
            if (!IsRead(output) || random.Next(4) == 0)
            {
                var isFile = random.Next(2) == 0 && _nodes.TrueForAll(static n => n.Kind != GraphNodeKind.FileSink);
                Add(random, isFile ? GraphNodeKind.FileSink : GraphNodeKind.Sink, [output]);
            }
        }

        for (var i = 0; i < _nodes.Count; i++)
        {
            if (_nodes[i].Kind == GraphNodeKind.Window && random.Next(2) == 0)
            {
                _nodes[i] = _nodes[i] with { AllowedLateness = TimeSpan.FromSeconds(random.Next(1, 40)) };
            }
        }
    }

    public IReadOnlyList<GraphNode> Nodes => _nodes;

    public IEnumerable<GraphNode> Sources => _nodes.Where(static n => n.Kind == GraphNodeKind.Source);

    public override string ToString() => string.Join(", ", _nodes.Select(static n => $"{n.Index} {n}"));

    private void Add(Random random, GraphNodeKind kind, IReadOnlyList<(int Node, int Output)> from) =>
        _nodes.Add(new GraphNode(_nodes.Count, kind, from, random.Next(1000))
        {
            Size = TimeSpan.FromSeconds(kind is GraphNodeKind.Window or GraphNodeKind.FileSink ? random.Next(3) switch { 0 => 7, 1 => 10, _ => 60 } : 0),
            IsKeyed = kind == GraphNodeKind.Window && random.Next(3) > 0,
        });

    // Mostly one input, and mostly an output that no node reads yet: deep graphs with occasional unions and forks.
    private List<(int Node, int Output)> From(Random random)
    {
        var open = Outputs().Where(o => !IsRead(o)).ToArray();
        var all = Outputs().ToArray();
        List<(int, int)> from = [];
        for (var inputs = random.Next(10) < 7 ? 1 : 2; inputs > 0; inputs--)
        {
            var among = open.Length > 0 && random.Next(4) > 0 ? open : all;
            from.Add(among[random.Next(among.Length)]);
        }

        return [.. from.Distinct()];
    }

    private IEnumerable<(int Node, int Output)> Outputs() => _nodes.SelectMany(static n => Enumerable.Range(0, n.Outputs).Select(o => (n.Index, o)));

    private bool IsRead((int Node, int Output) output) => _nodes.Exists(n => n.From.Contains(output));
}
