using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

public sealed class LedgerMessagesTests : MessageSourceContract<Entry, JsonFormat<Entry>>
{
    private readonly Ledger _ledger = new(books: 3);

    protected override int Splits => 3;

    protected override bool Ends => true;

    [Theory]
    [MemberData(nameof(Rules))]
    public Task A_source_of_messages_with_gaps_that_ends_keeps_the_contract(string rule) => CheckAsync(rule);

    protected override IMessageSource<Entry, JsonFormat<Entry>> CreateSource() => new LedgerMessages(_ledger);

    protected override IMessageSource<Entry, JsonFormat<Entry>> CreateUnreachable() => new LedgerMessages(new Ledger(3, isReachable: false));

    protected override ValueTask<IReadOnlyList<byte[]>> AppendAsync(int count) =>
        ValueTask.FromResult<IReadOnlyList<byte[]>>([.. _ledger.Append(count).Select(JsonText.Of)]);
}
