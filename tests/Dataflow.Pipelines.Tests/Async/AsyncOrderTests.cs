using Dataflow.Pipelines.Async;
using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.Tests.Async;

public sealed class AsyncOrderTests
{
    private readonly AsyncCall<int, int>[] _calls = [.. Enumerable.Range(0, 4).Select(static slot => new AsyncCall<int, int>(slot))];

    [Fact]
    public void In_order_a_completed_call_waits_for_those_before_it()
    {
        var order = Add(isOrdered: true, 0, 1, 2);
        order.Finish(_calls[1]);
        order.Finish(_calls[2]);
        Assert.Equal("", Leaving(order));
        order.Finish(_calls[0]);
        Assert.Equal("0 1 2", Leaving(order));
        Assert.False(order.HasOpen);
    }

    [Fact]
    public void Unordered_results_are_emitted_on_completion_but_not_past_a_mark()
    {
        var order = Add(isOrdered: false, 0, 1);
        order.Add(new AsyncMark(50, false));
        order.Add(_calls[2]);
        order.Finish(_calls[2]);
        order.Finish(_calls[1]);
        Assert.Equal("1", Leaving(order));
        order.Finish(_calls[0]);
        Assert.Equal("0 @50 2", Leaving(order));
        Assert.False(order.HasOpen);
    }

    [Fact]
    public void Marks_without_records_between_them_are_emitted_as_one()
    {
        var order = Add(isOrdered: true, 0);
        order.Add(new AsyncMark(50, false));
        order.Add(AsyncMark.Idle);
        order.Add(new AsyncMark(70, false));
        Assert.True(order.HasOpen);
        order.Finish(_calls[0]);
        Assert.Equal("0 @70", Leaving(order));
    }

    [Fact]
    public void A_mark_after_no_record_is_emitted_immediately()
    {
        var order = Add(isOrdered: true);
        Assert.False(order.HasOpen);
        order.Add(AsyncMark.Idle);
        Assert.True(order.HasOpen);
        Assert.Equal("idle", Leaving(order));
        Assert.False(order.HasOpen);
    }

    private static string Leaving(AsyncOrder<int, int> order)
    {
        List<string> left = [];
        while (true)
        {
            if (order.TryTakeCall(out var call))
            {
                left.Add($"{call.Slot}");
            }
            else if (order.TryTakeMark(out var mark))
            {
                left.Add(mark.IsIdle ? "idle" : mark.Watermark == Watermark.None ? "nothing" : $"@{mark.Watermark}");
            }
            else
            {
                return string.Join(' ', left);
            }
        }
    }

    private AsyncOrder<int, int> Add(bool isOrdered, params int[] calls)
    {
        var order = new AsyncOrder<int, int>(isOrdered);
        foreach (var call in calls)
        {
            order.Add(_calls[call]);
        }

        return order;
    }
}
