using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>Reads a ledger by position; a book is a split.</summary>
internal sealed class LedgerRecords(Ledger ledger) : RecordSource<Entry>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public override ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(ledger.Health);

    protected override ValueTask<int> CountSplitsAsync(SourceContext context, CancellationToken cancellationToken)
    {
        ledger.Reach();
        return ValueTask.FromResult(ledger.Books);
    }

    protected override async Task ReadAsync(RecordFeed<Entry> feed, CancellationToken stop)
    {
        do
        {
            while (ledger.Page(feed.Split, feed.Position) is { Length: > 0 } page)
            {
                await feed.SendAsync(page);
                feed.Lag = ledger.Remaining(feed.Split, feed.Position);
            }
        }
        while (await feed.WaitAsync(Pause));
    }
}
