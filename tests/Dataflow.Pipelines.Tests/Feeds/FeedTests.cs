using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Feeds;

public sealed class FeedTests
{
    private static readonly Click[] Clicks = [.. Enumerable.Range(0, 3000).Select(static i => ClickInput.Click(i, i))];
    private readonly FeedRig _rig = new();

    [Fact]
    public async Task Records_arrive_in_chunks_of_a_batch_with_their_positions_and_then_the_end()
    {
        await _rig.OpenAsync(new ClickSource(static (feed, _) => feed.SendAsync(Clicks).AsTask()), new SplitPosition("clicks", 0, 7));
        Assert.Equal([new SourceSplit("clicks", 0, 0, 7)], _rig.Begin());
        foreach (var (position, count) in new[] { (7, 1024), (1031, 1024), (2055, 952) })
        {
            var chunk = _rig.Next()!;
            Assert.Equal((position, count), (chunk.Position, chunk.Records.Length));
            Assert.Equal(Clicks.AsSpan(position - 7, count), chunk.Records.Span);
            chunk.Release();
        }

        var end = _rig.Next()!;
        Assert.True(end.IsEnd);
        Assert.Equal(0, Assert.Single(end.Ended).Index);
        Assert.Null(_rig.Next());
    }

    [Fact]
    public async Task Records_sent_with_a_cursor_are_one_chunk()
    {
        await _rig.OpenAsync(new ClickSource(static (feed, _) => feed.SendAsync(Clicks, "page 2").AsTask()), new SplitPosition("clicks", 0, 40, Cursor: "page 1"));
        Assert.Equal("page 1", Assert.Single(_rig.Begin()).Cursor);
        var chunk = _rig.Next()!;
        Assert.Equal((40, 3000, "page 2"), (chunk.Position, chunk.Records.Length, chunk.Cursor));
    }

    [Fact]
    public async Task A_source_that_is_faster_than_the_lane_waits_for_it()
    {
        var sent = 0;
        await _rig.OpenAsync(new ClickSource(async (feed, _) =>
        {
            for (; ; sent++)
            {
                await feed.SendAsync(Clicks[sent]);
            }
        }));
        Assert.Equal(0, sent);
        _rig.Begin();
        _rig.Run();
        Assert.Equal(4, sent);

        _rig.Next();
        _rig.Run();
        Assert.Equal(5, sent);
        await _rig.CloseAsync();
        Assert.Empty(_rig.Log.Lines);
    }

    [Fact]
    public async Task The_lane_is_woken_for_each_chunk()
    {
        await _rig.OpenAsync(new ClickSource(static async (feed, _) =>
        {
            do
            {
                await feed.SendAsync(Clicks[feed.Position]);
            }
            while (await feed.WaitAsync(TimeSpan.FromSeconds(1)));
        }));
        _rig.Begin();
        for (var second = 1; second < 10; second++)
        {
            Assert.NotNull(_rig.Next());
            Assert.Null(_rig.Next());
            Assert.Equal(second, _rig.Wakes);
            _rig.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_drain_reads_once_more_and_then_ends(bool isWaiting)
    {
        var (asked, mayAnswer) = (0, new TaskCompletionSource());
        await _rig.OpenAsync(new ClickSource(async (feed, _) =>
        {
            do
            {
                // When the drain begins, the first call is in flight, or the source already waits.
                asked++;
                await mayAnswer.Task;
            }
            while (await feed.WaitAsync(TimeSpan.FromHours(1)));
        }));
        _rig.Begin();
        _rig.Run();
        if (isWaiting)
        {
            mayAnswer.SetResult();
            _rig.Run();
        }

        await _rig.Reader.EndAtCurrentAsync(CancellationToken.None);
        mayAnswer.TrySetResult();
        Assert.True(_rig.Next()!.IsEnd);
        Assert.Equal(2, asked);
        Assert.Equal(0, _rig.Time.Timers);
    }

    [Fact]
    public async Task A_fault_follows_the_records_that_were_sent_and_has_their_position()
    {
        await _rig.OpenAsync(new ClickSource(static async (feed, _) =>
        {
            await feed.SendAsync(Clicks.AsMemory(0, 3));
            throw new IOException("the disk is on fire");
        }));
        _rig.Begin();
        Assert.Equal(3, _rig.Next()!.Records.Length);
        var fault = Assert.Throws<ConnectorException>(_rig.Next);
        Assert.Equal("Node 'clicks', split 0 of 'clicks', at position 3: the disk is on fire", fault.Message);
        Assert.IsType<IOException>(fault.InnerException);
        Assert.Equal(2, _rig.Wakes);
    }

    [Theory]
    [InlineData("backwards", "position 4 was sent, but the next one must be 5 or greater; positions must ascend from one send to the next.")]
    [InlineData("twice", "position 6 was sent, but the next one must be 7 or greater; positions must ascend from one send to the next.")]
    [InlineData("too few", "1 positions were sent for 2 records; send one for each record, or none.")]
    [InlineData("no cursor", "2 records were sent without a cursor, after those with cursor 'page 2': the next start would read them again from there. Pass a cursor with each send, or with none.")]
    public async Task Positions_and_cursors_that_could_not_be_restored_uniquely_are_refused(string fault, string message)
    {
        var two = Clicks.AsMemory(0, 2);
        await _rig.OpenAsync(
            new ClickSource(async (feed, _) =>
            {
                switch (fault)
                {
                    case "backwards":
                        await feed.SendAsync(two, new long[] { 4, 9 });
                        break;
                    case "twice":
                        await feed.SendAsync(two, new long[] { 6, 6 });
                        break;
                    case "too few":
                        await feed.SendAsync(two, new long[] { 6 });
                        break;
                    default:
                        await feed.SendAsync(two, "page 2");
                        await feed.SendAsync(two);
                        break;
                }
            }),
            new SplitPosition("clicks", 0, 5));
        _rig.Begin();
        while (Record.Exception(_rig.Next) is not { } refused || Check(refused))
        {
        }

        bool Check(Exception refused)
        {
            Assert.EndsWith(message, Assert.IsType<ConnectorException>(refused).Message, StringComparison.Ordinal);
            return false;
        }
    }

    [Fact]
    public async Task A_method_that_sends_after_it_has_returned_is_refused()
    {
        RecordFeed<Click>? kept = null;
        await _rig.OpenAsync(new ClickSource((feed, _) =>
        {
            kept = feed;
            return Task.CompletedTask;
        }));
        _rig.Begin();
        _rig.Run();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await kept!.SendAsync(Clicks[0]));
    }

    [Fact]
    public async Task Missing_splits_of_the_checkpoint_are_an_error()
    {
        var source = new ClickSource(static (_, _) => Task.CompletedTask, splits: 2);
        var fault = await Assert.ThrowsAsync<ConnectorException>(() => _rig.OpenAsync(source, new("clicks", 1, 5), new("clicks", 3, 5), new("clicks", 2, 5), new("others", 9, 5)));
        Assert.Equal(
            "Node 'clicks': the checkpoint has positions of the splits 2, 3 of 'clicks', which has 2 now, numbered from 0. Their unread records would be lost: a source must keep the numbers of its splits.",
            fault.Message);
    }

    [Fact]
    public async Task The_source_receives_the_positions_of_its_own_splits()
    {
        var source = new ClickSource(static (_, _) => Task.CompletedTask, splits: 2);
        await _rig.OpenAsync(source);
        await _rig.Reader.CommitAsync(1, [new("clicks", 0, 5), new("clicks", 7, 5), new("others", 0, 5)], CancellationToken.None);
        Assert.Equal([new SplitPosition("clicks", 0, 5)], source.Told);
    }

    [Fact]
    public async Task A_lane_without_splits_reports_it_and_ends()
    {
        await _rig.OpenAsync(new ClickSource(static (_, _) => Task.CompletedTask, splits: 0));
        Assert.Empty(_rig.Begin());
        Assert.True(_rig.Next()!.IsEnd);
        Assert.False(_rig.Reader.Activity.HasSplits);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_lane_that_is_closed_right_after_it_has_begun_ends_without_a_fault(int splits)
    {
        await _rig.OpenAsync(new ClickSource(static (_, stop) => Task.Delay(Timeout.Infinite, stop), splits));
        Assert.True(_rig.Reader.TryRead(out _));

        // Its tasks are queued and have not run.
        await _rig.CloseAsync();
    }

    [Fact]
    public async Task A_method_that_ignores_its_token_holds_the_lane_for_a_limited_time_and_is_named()
    {
        await _rig.OpenAsync(new ClickSource(static (_, _) => new TaskCompletionSource().Task));
        _rig.Begin();
        _rig.Run();
        var closing = _rig.Reader.DisposeAsync().AsTask();
        Assert.False(closing.IsCompleted);
        _rig.Advance(TimeSpan.FromSeconds(5));
        await closing;
        Assert.Equal("Node 'clicks': ClickSource still reads after its lane has closed; ReadAsync must return when its token is cancelled", Assert.Single(_rig.Log.Lines).Text);
    }
}
