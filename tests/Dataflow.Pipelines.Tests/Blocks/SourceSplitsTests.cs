using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Blocks;

public sealed class SourceSplitsTests
{
    private static readonly SourceSplit First = new("orders", 3, 0, 5);
    private readonly SourceSplits _splits = new([]);

    [Fact]
    public void A_revoked_split_is_released_when_a_checkpoint_covers_it()
    {
        _splits.Add(First);
        _splits.Revoke(SplitChange.Revoke([First], static () => { }));
        Assert.Empty(_splits.TakeCovered());

        _splits.Cover();
        var (_, going) = Assert.Single(_splits.TakeCovered());
        Assert.Equal([First], going);
        Assert.Empty(_splits.TakeCovered());
    }

    [Theory]
    [InlineData("orders", 3, 5)] // the same split was assigned again, and no record of it was read in between
    [InlineData("orders", 4, 0)]
    [InlineData("refunds", 3, 5)]
    public void A_split_that_was_lost_before_its_release_is_not_removed_twice_under_the_index_of_another(string source, int partition, long start)
    {
        var next = new SourceSplit(source, partition, First.Index, start);
        _splits.Add(First);
        _splits.Revoke(SplitChange.Revoke([First], static () => { }));
        Assert.True(_splits.TryRemove(First));
        _splits.Add(next);
        _splits.Cover();

        var (_, going) = Assert.Single(_splits.TakeCovered());
        Assert.Empty(going);
        Assert.Equal(next, _splits[0]);
    }

    [Fact]
    public void A_split_that_is_not_read_is_not_removed()
    {
        Assert.False(_splits.TryRemove(First));
        _splits.Add(First);
        Assert.False(_splits.TryRemove(First with { Partition = 4 }));
        Assert.False(_splits.TryRemove(First with { Index = 1 }));
        Assert.True(_splits.TryRemove(First));
        Assert.False(_splits.TryRemove(First));
    }

    [Fact]
    public void Messages_of_a_split_that_was_not_added_are_an_error_that_names_those_that_were()
    {
        _splits.Add(First);
        var fault = Assert.Throws<ConnectorException>(() => _splits.Begin(new MessageChunk { Messages = new[] { Message(0, 5), Message(2, 0) } }));
        Assert.Equal(
            "the source reads a split with index 2 that it has not added, or that was removed; its splits are orders[3] at 0. A chunk with Added must precede the first record of a split.",
            fault.Message);
    }

    [Fact]
    public void A_chunk_moves_each_split_behind_its_last_message()
    {
        _splits.Add(First);
        _splits.Add(new SourceSplit("orders", 4, 1, 0));
        var chunk = new MessageChunk { Messages = new[] { Message(0, 5), Message(0, 9), Message(1, 0), Message(0, 12) } };
        _splits.Begin(chunk);
        _splits.End(chunk);

        var positions = SourceSplits.PositionsOf(_splits.Snapshot(Clock(2)));
        Assert.Equal([("orders", 3, 13), ("orders", 4, 1)], positions.Select(static p => (p.Source, p.Partition, p.Next)));
    }

    private static SplitClock Clock(int splits)
    {
        var clock = new SplitClock(new WatermarkPolicy());
        for (var i = 0; i < splits; i++)
        {
            clock.Add(i, long.MinValue, 0);
        }

        return clock;
    }

    private static SourceMessage Message(int split, long offset) => new([1], 0, 1, split, offset);
}
