using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Jobs;

/// <summary>The values of a job that the instruments read.</summary>
/// <param name="job">The job.</param>
/// <param name="blocks">All lanes of all vertices.</param>
/// <param name="monitor">Source of the busy shares.</param>
internal sealed class JobMeasures(Job job, IReadOnlyList<Block> blocks, JobMonitor monitor) : IMeasuredJob
{
    public string Pipeline => job.Pipeline;

    public string Graph => blocks[0].Lane.Node;

    public bool IsRunning => !job.Completion.IsCompleted;

    public TimeSpan CheckpointAge => job.CheckpointAge;

    public IEnumerable<(string Node, NodeCounts Counts)> Counts => blocks.SelectMany(static b => b.Lane.Counted)
        .GroupBy(static c => c.Node, static (node, lanes) => (node, lanes.Aggregate(default(NodeCounts), static (sum, lane) => sum + lane.ReadSinceStart())));

    public IEnumerable<(string Node, long Records)> Behind => Sources.Select(static s => (s.Key, s.Sum(static lane => lane.Source.Behind)));

    public IEnumerable<((string Node, int Lane) Lane, LaneTimes Times)> Times => blocks.Select(static b => ((b.Lane.Node, b.Lane.Lane), b.Lane.Activity.Read()));

    public IEnumerable<(string Node, int Lane, double Share)> BusyShares => blocks.Select(b => (b.Lane.Node, b.Lane.Lane, monitor.BusyShareOf(b)));

    public IEnumerable<(string Node, int Lane, double Share)> BufferFill => blocks.Where(static b => b.Inputs.Count > 0)
        .Select(static b => (b.Lane.Node, b.Lane.Lane, b.Inputs.Sum(static i => i.Edge.UnderWay) / (double)b.Inputs.Sum(static i => i.Edge.Credits)));

    public IEnumerable<(string Node, TimeSpan Delay)> WatermarkDelays
    {
        get
        {
            var now = job.Options.Time.GetUtcNow().UtcTicks;
            return blocks.Where(static b => b is not ISourceControl { Activity.HasSplits: false })
                .GroupBy(static b => b.Lane.Node, static (node, lanes) => (Node: node, Watermark: lanes.Min(static b => b.CurrentWatermark)))
                .Where(static node => node.Watermark is not (Watermark.None or Watermark.End))
                .Select(node => (node.Node, TimeSpan.FromTicks(now - node.Watermark)));
        }
    }

    public IEnumerable<(string Node, TimeSpan Latency)> Latencies => blocks.GroupBy(static b => b.Lane.Node, static (node, lanes) => (Node: node, Latency: lanes.Max(static b => b.Lane.Activity.Latency)))
        .Where(static node => node.Latency is not null).Select(static node => (node.Node, node.Latency!.Value));

    public IEnumerable<(string Node, long Messages)> Lags => Sources.Where(static s => s.All(static lane => lane.Source.Lag >= 0)).Select(static s => (s.Key, s.Sum(static lane => lane.Source.Lag)));

    public IEnumerable<(string Node, int Lane, bool IsIdle)> Idle => Sources.SelectMany(static s => s, static (s, lane) => (s.Key, lane.Lane, lane.Source.IsIdle));

    public IEnumerable<(string Node, TimeSpan Silence)> Silences => Sources.Select(static s => (s.Key, s.Max(static lane => lane.Source.Activity.SilentFor)));

    public IEnumerable<StateMeasure> States => blocks
        .SelectMany(static b => b.Lane.State.States.Zip(b.Lane.Activity.Sizes), static (b, state) => (b.Lane.Node, State: state.First.Name, Size: state.Second))
        .GroupBy(static s => (s.Node, s.State), static (key, lanes) => new StateMeasure(
            key.Node, key.State, lanes.Sum(static s => s.Size.Entries), lanes.Sum(static s => s.Size.Bytes), lanes.Sum(static s => s.Size.ColdEntries), lanes.Sum(static s => s.Size.ColdBytes)));

    private IEnumerable<IGrouping<string, (int Lane, ISourceControl Source)>> Sources =>
        blocks.Where(static b => b is ISourceControl).GroupBy(static b => b.Lane.Node, static b => (b.Lane.Lane, (ISourceControl)b));
}
