using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

public sealed class LedgerPagesTests : RecordSourceContract<Entry>
{
    private readonly Ledger _ledger = new(books: 1);

    [Theory]
    [MemberData(nameof(Rules))]
    public Task A_source_that_continues_by_cursors_keeps_the_contract(string rule) => CheckAsync(rule);

    protected override IRecordSource<Entry> CreateSource() => new LedgerPages(_ledger);

    protected override IRecordSource<Entry> CreateUnreachable() => new LedgerPages(new Ledger(1, isReachable: false));

    protected override ValueTask<IReadOnlyList<Entry>> AppendAsync(int count) => ValueTask.FromResult(_ledger.Append(count));
}
