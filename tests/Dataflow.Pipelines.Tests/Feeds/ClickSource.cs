using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Feeds;

/// <summary>A source whose read method is supplied by the test.</summary>
internal sealed class ClickSource(Func<RecordFeed<Click>, CancellationToken, Task> read, int splits = 1) : RecordSource<Click>
{
    public List<SplitPosition> Told { get; } = [];

    public override ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in the test"));

    protected override ValueTask<int> CountSplitsAsync(SourceContext context, CancellationToken cancellationToken) => ValueTask.FromResult(splits);

    protected override ValueTask CommitAsync(SourceContext context, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken)
    {
        Told.AddRange(positions);
        return ValueTask.CompletedTask;
    }

    protected override Task ReadAsync(RecordFeed<Click> feed, CancellationToken stop) => read(feed, stop);
}
