using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Connectors;

public sealed class SplitLedgerTests
{
    private readonly SplitLedger _ledger = new([new("orders", 0, 100, 7), new("orders", 1, 50)]);

    [Fact]
    public void It_has_the_restored_positions_until_a_checkpoint_has_later_ones()
    {
        Assert.True(_ledger.TryGet("orders", 0, out var restored));
        Assert.Equal(new SplitPosition("orders", 0, 100, 7), restored);
        Assert.False(_ledger.TryGet("orders", 2, out _));

        _ledger.Settle([new("orders", 0, 130, 9), new("orders", 2, 10)]);
        Assert.True(_ledger.TryGet("orders", 0, out var later));
        Assert.Equal(new SplitPosition("orders", 0, 130, 9), later);
        Assert.True(_ledger.TryGet("orders", 2, out _));
    }

    [Fact]
    public void A_position_never_goes_back()
    {
        // A lane that had the split before still has its old position in its checkpoints.
        _ledger.Settle([new("orders", 0, 60)]);
        Assert.True(_ledger.TryGet("orders", 0, out var position));
        Assert.Equal(100, position.Next);
    }

    [Fact]
    public void The_position_of_the_service_is_ignored_until_it_changes()
    {
        Assert.True(_ledger.IsLeftAside("orders", 0, 900, out var isFirst));
        Assert.True(isFirst);
        Assert.True(_ledger.IsLeftAside("orders", 0, 900, out isFirst));
        Assert.False(isFirst);
        Assert.False(_ledger.IsLeftAside("orders", 0, 950, out _));
        Assert.True(_ledger.IsLeftAside("orders", 1, 950, out _));
    }
}
