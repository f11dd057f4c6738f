using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Tests.State;

public sealed class TimerQueueTests
{
    [Fact]
    public void A_timer_takes_32_bytes() => Assert.Equal(32, System.Runtime.CompilerServices.Unsafe.SizeOf<TimerEntry>());

    [Fact]
    public void Timers_fire_once_each_in_the_order_of_time_and_key() => Seeds.Run(1, 200, static seed =>
    {
        var random = new Random(seed);
        var queue = new TimerQueue();
        var model = new SortedSet<(long Ticks, UInt128 Key)>();
        long watermark = 0;
        for (var i = 0; i < 2000; i++)
        {
            var (key, ticks) = ((UInt128)random.Next(10), watermark + random.Next(-5, 100));
            switch (random.Next(10))
            {
                case < 6:
                    queue.Of(key).SetEventTime(ticks);
                    model.Add((ticks, key));
                    break;
                case < 9:
                    queue.Of(key).DeleteEventTime(ticks);
                    model.Remove((ticks, key));
                    break;
                default:
                    watermark += random.Next(60);
                    var due = model.TakeWhile(t => t.Ticks < watermark).ToArray();
                    model.ExceptWith(due);
                    Assert.Equal(due, Fire(queue, watermark));
                    break;
            }

            Assert.Equal(model.Count, queue.Count);
        }
    });

    [Fact]
    public void A_handler_sets_later_timers_of_the_same_round_and_earlier_ones_of_the_next()
    {
        var queue = new TimerQueue();
        queue.Of(1).SetEventTime(10);
        var fired = Fire(queue, 100, (key, ticks) =>
        {
            if (ticks < 40)
            {
                queue.Of(key).SetEventTime(ticks + 10);
                queue.Of(key).SetEventTime(ticks);
                queue.Of(key).SetEventTime(5);
                queue.Of(key).DeleteEventTime(5);
            }
        });
        Assert.Equal([10L, 20, 30, 40], fired.Select(static f => f.Ticks));
        Assert.Equal([10L, 20, 30], Fire(queue, 100).Select(static f => f.Ticks));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void At_the_end_of_the_data_a_timer_that_sets_the_next_one_ends_too()
    {
        var queue = new TimerQueue();
        queue.Of(1).SetEventTime(10);
        Assert.Equal([10L], Fire(queue, long.MaxValue, (key, ticks) => queue.Of(key).SetEventTime(ticks + 10)).Select(static f => f.Ticks));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public void Timers_that_are_set_and_deleted_leave_no_memory()
    {
        var timers = new TimerSet();
        for (var i = 0; i < 100_000; i++)
        {
            timers.Add(new TimerEntry(i, 1));
            timers.Remove(new TimerEntry(i, 1));
        }

        Assert.Equal(0, timers.Count);
        Assert.Equal(long.MaxValue, timers.Next);
        Assert.InRange(timers.Places, 0, 100);
    }

    private static List<(long Ticks, UInt128 Key)> Fire(TimerQueue queue, long watermark, Action<UInt128, long>? handler = null)
    {
        List<(long Ticks, UInt128 Key)> fired = [];
        queue.Begin(queue.Event, watermark);
        while (queue.Continue())
        {
            while (queue.TryTake(out var key, out var ticks))
            {
                fired.Add((ticks, key));
                handler?.Invoke(key, ticks);
            }
        }

        queue.Finish();
        return fired;
    }
}
