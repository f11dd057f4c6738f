using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Jobs;

/// <summary>Reports on the blocks of a job while they run: its values change, and any thread may read them. See the members of <see cref="Job"/>.</summary>
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

    /// <summary>Nodes that cannot process at the moment, one problem each.</summary>
    public IEnumerable<HealthProblem> Problems => blocks.Where(static b => b is ISourceControl)
        .GroupBy(static b => b.Lane.Node, static b => ((ISourceControl)b).Activity)
        .Select(static node => SourceActivity.ProblemOf(node.Key, [.. node]))
        .Concat(blocks.Select(static b => b.StallReason is { } reason ? new HealthProblem(HealthProblemKind.Stalled, b.Lane.Node, reason) : null))
        .OfType<HealthProblem>()
        .DistinctBy(static problem => problem.Node);

    public IReadOnlyDictionary<string, string> StalledSources() => Problems.ToDictionary(static problem => problem.Node!, static problem => problem.Text);
}
