using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

public sealed class LedgerRecordsTests : RecordSourceContract<Entry>
{
    private readonly Ledger _ledger = new(books: 5);

    protected override int Splits => 5;

    [Theory]
    [MemberData(nameof(Rules))]
    public Task A_source_of_one_method_with_several_splits_keeps_the_contract(string rule) => CheckAsync(rule);

    protected override IRecordSource<Entry> CreateSource() => new LedgerRecords(_ledger);

    protected override IRecordSource<Entry> CreateUnreachable() => new LedgerRecords(new Ledger(5, isReachable: false));

    protected override ValueTask<IReadOnlyList<Entry>> AppendAsync(int count) => ValueTask.FromResult(_ledger.Append(count));
}
