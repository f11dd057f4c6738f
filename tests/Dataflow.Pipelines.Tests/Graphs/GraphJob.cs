using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>One attempt of a random graph as a job, with a random number of lanes at each node.</summary>
internal sealed class GraphJob(RandomGraph graph, ClickWorld world, GraphTables tables, SimulatedProcess process, Random random)
{
    private static readonly WatermarkPolicy Watermarks = new() { MaxOutOfOrderness = TimeSpan.FromSeconds(30) };

    public Task<Job> StartAsync(SingleThreadScheduler scheduler) => Job.StartAsync("graph", "1.0.0", Build, world.Options(process, scheduler) with { Buffer = new EdgeBuffer(random.Next(1, 9)) });

    private void Build(JobBuilder job)
    {
        List<Vertex> vertices = [];
        foreach (var node in graph.Nodes)
        {
            var lanes = node.Lanes(random);
            var seed = random.Next();
            vertices.Add(job.Add(node.Id, lanes, lane => Create(node, lane, seed)));
        }

        var rejects = job.Add("rejects", 1, lane => new SinkBlock<DeadLetter>(lane, new MemorySink<DeadLetter>(tables.Rejects, process)));
        foreach (var node in graph.Nodes)
        {
            foreach (var (from, output) in node.From)
            {
                Connect(job, vertices[from], output, vertices[node.Index], node);
            }

            if (node.Rejects >= 0)
            {
                job.Connect<DeadLetter>(vertices[node.Index], node.Rejects, rejects);
            }

            if (node.Kind == GraphNodeKind.Window)
            {
                var late = job.Add($"{node.Id}_late", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(tables.Late, process)));
                job.Connect<Click>(vertices[node.Index], 1, late);
            }
        }
    }

    private static void Connect(JobBuilder job, Vertex from, int output, Vertex to, GraphNode node)
    {
        switch (node)
        {
            case { Kind: GraphNodeKind.Deduplicate }:
                job.ConnectByKey<Click, ByContent>(from, output, to);
                break;
            case { Kind: GraphNodeKind.Window, IsKeyed: true }:
                job.ConnectByKey<Click, ByUser>(from, output, to);
                break;
            default:
                job.Connect<Click>(from, output, to);
                break;
        }
    }

    private Block Create(GraphNode node, LaneContext lane, int seed) => node.Kind switch
    {
        GraphNodeKind.Source => new ClickSourceBlock(
            lane, new MemorySource<Click>(world.Topics[node.Index], process, seed) { MaxChunk = 1 + (seed % 40) }, Watermarks),
        GraphNodeKind.Deduplicate => new DeduplicateBlock<Click>(lane, TimeSpan.FromMinutes(5)),
        GraphNodeKind.Window => CreateWindow(node, lane),
        GraphNodeKind.Sink => new SinkBlock<Click>(lane, new MemorySink<Click>(tables.Of(node.Id), process)),
        GraphNodeKind.FileSink => new SinkBlock<Click>(lane, new FileLake(world.Files, process, maxOpenFiles: 2), node.Size),
        _ => new GraphChainBlock(lane, node),
    };

    private static Block CreateWindow(GraphNode node, LaneContext lane) => node.Window switch
    {
        GraphWindowKind.Sliding => new SlidingWindowBlock<Click, Click, GraphTotals>(lane, new SlidingWindows(node.Size, node.Slide, node.AllowedLateness), node.IsKeyed),
        GraphWindowKind.Session => new SessionWindowBlock<Click, Click, GraphTotals>(lane, new SessionWindows(node.Gap, node.AllowedLateness), node.IsKeyed),
        _ => new TumblingWindowBlock<Click, Click, GraphTotals>(lane, new TumblingWindows(node.Size, node.AllowedLateness), node.IsKeyed),
    };
}
