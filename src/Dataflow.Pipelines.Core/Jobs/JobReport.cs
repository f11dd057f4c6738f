using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Jobs;

/// <summary>What the blocks of a job tell of themselves while they run: a moving picture, from any thread. See the members of <see cref="Job"/>.</summary>
internal sealed class JobReport(IReadOnlyList<Block> blocks)
{
    public DateTimeOffset? Watermark
    {
        get
        {
            // A lane without splits has no watermark.
            var least = blocks.Where(static b => b is ISourceControl { Activity.HasSplits: true }).Select(static b => b.CurrentWatermark).DefaultIfEmpty(long.MinValue).Min();
            return least == long.MinValue ? null : EventTime.ToInstant(least);
        }
    }

    public IEnumerable<string> SourceNodes => blocks.Where(static b => b is ISourceControl).Select(static b => b.Lane.Node).Distinct();

    public long Lag
    {
        get
        {
            var lags = Sources.Select(static s => s.Lag).ToArray();
            return lags.Contains(-1) ? -1 : lags.Sum();
        }
    }

    public long BehindAfterMove => Sources.Sum(static s => s.Behind);

    private IEnumerable<ISourceControl> Sources => blocks.OfType<ISourceControl>();

    public IReadOnlyDictionary<string, NodeCounts> Counts()
    {
        var counts = new Dictionary<string, NodeCounts>();
        foreach (var counter in blocks.SelectMany(static b => b.Lane.Counted))
        {
            counts[counter.Node] = counts.GetValueOrDefault(counter.Node) + counter.Read();
        }

        return counts;
    }

    public IReadOnlyDictionary<string, string> StalledSources() => blocks.Where(static b => b is ISourceControl)
        .GroupBy(static b => b.Lane.Node, static b => ((ISourceControl)b).Activity)
        .Select(static node => (Node: node.Key, Reason: SourceActivity.Describe([.. node])))
        .Concat(blocks.Select(static b => (b.Lane.Node, Reason: b.StallReason)))
        .Where(static node => node.Reason is not null)
        .DistinctBy(static node => node.Node)
        .ToDictionary(static node => node.Node, static node => node.Reason!);
}
