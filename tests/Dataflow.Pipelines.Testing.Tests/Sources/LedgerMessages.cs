using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>Reads a ledger to its end as JSON messages; the positions are the numbers of the entries, with gaps.</summary>
internal sealed class LedgerMessages(Ledger ledger) : MessageSource<Entry, JsonFormat<Entry>>
{
    public override ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(ledger.Health);

    protected override ValueTask<int> CountSplitsAsync(SourceContext context, CancellationToken cancellationToken) => ValueTask.FromResult(ledger.Books);

    protected override async Task ReadAsync(MessageFeed feed, CancellationToken stop)
    {
        while (ledger.Page(feed.Split, (feed.Position + ledger.Books - 1 - feed.Split) / ledger.Books) is { Length: > 0 } page)
        {
            await feed.SendAsync([.. page.Select(static entry => (ReadOnlyMemory<byte>)JsonText.Of(entry))], page.Select(static entry => entry.Number).ToArray());
        }
    }
}
