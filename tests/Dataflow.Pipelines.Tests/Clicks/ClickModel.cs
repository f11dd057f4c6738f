namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>The expected results of a <see cref="ClickJob"/> for its input, in plain LINQ.</summary>
internal sealed class ClickModel(IEnumerable<byte[]> payloads, ClickGraph graph)
{
    private readonly List<Click?> _read = [.. payloads.Select(static p => Click.TryReadJson(p, new JsonDecoder(), out var click, out _) ? click : (Click?)null)];

    public long In => _read.Count;

    public long Rejected => _read.Count(static c => c is null or { Amount: < 0 }) + (graph.ChainLanes > 0 ? Distinct().Count(static c => c.Amount == 13) : 0);

    public long Filtered => Valid().Count(static c => c.User.StartsWith("test", StringComparison.Ordinal));

    /// <summary>Records that reach the lake.</summary>
    public IEnumerable<Click> Lake() => Distinct().Where(c => graph.ChainLanes == 0 || c.Amount != 13);

    /// <summary>Results of all windows.</summary>
    public IEnumerable<ClickTotal> Totals() =>
        from click in Lake()
        group click by (Start: new DateTimeOffset(click.At.UtcTicks - ((click.At - DateTimeOffset.UnixEpoch).Ticks % graph.Window.Ticks), TimeSpan.Zero), click.User) into window
        select new ClickTotal(
            window.Key.Start, window.Key.User, window.Count(), window.Select(static c => c.Id).Distinct().Count(), window.Sum(static c => c.Amount));

    private IEnumerable<Click> Valid() => _read.OfType<Click>().Where(static c => c.Amount >= 0);

    private IEnumerable<Click> Distinct() =>
        Valid().Where(static c => !c.User.StartsWith("test", StringComparison.Ordinal)).DistinctBy(static c => c.Id);
}
