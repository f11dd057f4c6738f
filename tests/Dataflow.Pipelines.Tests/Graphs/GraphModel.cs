using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>The expected results of a <see cref="RandomGraph"/> for its input: node by node over complete lists, in plain LINQ.</summary>
internal sealed class GraphModel
{
    private readonly Dictionary<(int Node, int Output), List<(Click Click, long Time)>> _streams = [];

    public GraphModel(RandomGraph graph, Func<int, IEnumerable<byte[]>> messagesOf)
    {
        foreach (var node in graph.Nodes)
        {
            if (node.Kind == GraphNodeKind.Source)
            {
                Read(node, messagesOf(node.Index));
            }
            else
            {
                Run(node, [.. node.From.SelectMany(f => _streams[f])]);
            }
        }
    }

    /// <summary>Rows of a sink, by its id.</summary>
    public Dictionary<string, List<Click>> Rows { get; } = [];

    /// <summary>Reasons of the rejects of a node, by its id; null where only their number is known.</summary>
    public Dictionary<string, List<string?>> Rejects { get; } = [];

    /// <summary>The counts of each node.</summary>
    public Dictionary<string, NodeCounts> Counts { get; } = [];

    private void Read(GraphNode node, IEnumerable<byte[]> messages)
    {
        var read = messages.Select(static m => Click.TryReadJson(m, new JsonDecoder(), out var click, out _) ? click : (Click?)null).ToArray();
        var valid = read.OfType<Click>().Where(static c => c.Amount >= 0).ToArray();
        _streams[(node.Index, 0)] = [.. valid.Where(static c => !c.User.StartsWith("test", StringComparison.Ordinal)).Select(static c => (c, c.At.UtcTicks))];
        Rejects[node.Id] = [.. Enumerable.Repeat<string?>(null, read.Length - valid.Length)];
        var decoded = read.Count(static c => c is not null);
        Counts[node.Id] = new NodeCounts(read.Length, decoded, read.Length - decoded, 0, 0, 0, 0);
    }

    private void Run(GraphNode node, List<(Click Click, long Time)> input)
    {
        List<(Click Click, long Time)> main = [], side = [];
        List<string?> rejects = [];
        switch (node.Kind)
        {
            case GraphNodeKind.Map:
                main = [.. input.Select(i => (GraphFunctions.Map(i.Click, node.Salt), i.Time))];
                break;
            case GraphNodeKind.Filter:
                main = [.. input.Where(i => GraphFunctions.Filter(i.Click, node.Salt))];
                break;
            case GraphNodeKind.FlatMap:
                main = [.. input.SelectMany(i => GraphFunctions.FlatMap(i.Click, node.Salt), static (i, part) => (part, i.Time))];
                break;
            case GraphNodeKind.Split:
                main = [.. input.Where(i => GraphFunctions.Split(i.Click, node.Salt) == 0)];
                side = [.. input.Where(i => GraphFunctions.Split(i.Click, node.Salt) == 1)];
                rejects = [.. input.Where(i => GraphFunctions.Split(i.Click, node.Salt) == 2).Select(static i => GraphFunctions.ReasonOf(i.Click))];
                break;
            case GraphNodeKind.Deduplicate:
                main = [.. input.DistinctBy(static i => (i.Click.Id, i.Click.User, i.Click.Amount))];
                break;
            case GraphNodeKind.Window:
                main = [.. Totals(node, input)];
                break;
            default:
                Rows[node.Id] = [.. input.Select(static i => i.Click)];
                main = input;
                break;
        }

        (_streams[(node.Index, 0)], _streams[(node.Index, 1)], Rejects[node.Id]) = (main, side, rejects);
        var gone = node.Kind is GraphNodeKind.Filter or GraphNodeKind.Deduplicate ? input.Count - main.Count : 0;
        Counts[node.Id] = new NodeCounts(
            input.Count, main.Count + side.Count, rejects.Count,
            node.Kind == GraphNodeKind.Filter ? gone : 0, node.Kind == GraphNodeKind.Deduplicate ? gone : 0, 0, 0);
    }

    private static IEnumerable<(Click Click, long Time)> Totals(GraphNode node, IEnumerable<(Click Click, long Time)> input) =>
        from users in input.GroupBy(i => node.IsKeyed ? i.Click.User : "")
        from window in node.Window == GraphWindowKind.Session ? Sessions(node, users) : Aligned(node, users)
        let clicks = window.Clicks.ToArray()
        select (
            GraphFunctions.Total(
                new DateTimeOffset(window.Start, TimeSpan.Zero), new DateTimeOffset(window.End, TimeSpan.Zero), clicks.Select(static c => c.User).Max(StringComparer.Ordinal)!,
                clicks.Length, clicks.Select(static c => c.Id).Distinct().Count(), clicks.Sum(static c => c.Amount)),
            window.End - 1);

    // For each record, the windows that contain it and start a multiple of the slide after the epoch; tumbling windows slide by their size.
    private static IEnumerable<(long Start, long End, IEnumerable<Click> Clicks)> Aligned(GraphNode node, IEnumerable<(Click Click, long Time)> input)
    {
        var (size, slide) = (node.Size.Ticks, node.Window == GraphWindowKind.Sliding ? node.Slide.Ticks : node.Size.Ticks);
        return
            from i in input
            let last = i.Time - ((i.Time - DateTime.UnixEpoch.Ticks) % slide)
            from back in Enumerable.Range(0, (int)(size / slide) + 1)
            let start = last - (back * slide)
            where start + size > i.Time
            group i.Click by start into window
            select (window.Key, window.Key + size, window.AsEnumerable());
    }

    private static IEnumerable<(long Start, long End, IEnumerable<Click> Clicks)> Sessions(GraphNode node, IEnumerable<(Click Click, long Time)> input)
    {
        List<(Click Click, long Time)> session = [];
        foreach (var one in input.OrderBy(static i => i.Time))
        {
            if (session.Count > 0 && one.Time > session[^1].Time + node.Gap.Ticks)
            {
                yield return (session[0].Time, session[^1].Time + node.Gap.Ticks, session.Select(static s => s.Click));
                session = [];
            }

            session.Add(one);
        }

        if (session.Count > 0)
        {
            yield return (session[0].Time, session[^1].Time + node.Gap.Ticks, session.Select(static s => s.Click));
        }
    }
}
