using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>Reads a ledger by the tokens of its pages.</summary>
internal sealed class LedgerPages(Ledger ledger) : RecordSource<Entry>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Whether the source ends at the end of the ledger.</summary>
    public bool Ends { get; init; }

    public override ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(ledger.Health);

    protected override async Task ReadAsync(RecordFeed<Entry> feed, CancellationToken stop)
    {
        do
        {
            while (ledger.Page(feed.Split, feed.Cursor) is { Entries.Length: > 0 } page)
            {
                await feed.SendAsync(page.Entries, page.Next);
            }
        }
        while (!Ends && await feed.WaitAsync(Pause));
    }
}
