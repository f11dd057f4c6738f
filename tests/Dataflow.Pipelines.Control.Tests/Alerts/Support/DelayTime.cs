using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>Virtual time whose timers a test can wait for: it advances when the code under test has begun to wait.</summary>
internal sealed class DelayTime() : FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Recorded(base.CreateTimer(callback, state, dueTime, period), _timers.Writer);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits for the next timer that fits.</summary>
    public async Task<TimeSpan> NextAsync(string what, Func<TimeSpan, bool> fits)
    {
        while (true)
        {
            var wait = _timers.Reader.ReadAsync().AsTask();
            var ended = await Task.WhenAny(wait, Task.Delay(Patience));
            Assert.True(ended == wait, $"Expected a timer for {what} within {Patience}.");
            if (fits(await wait))
            {
                return await wait;
            }
        }
    }

    /// <summary>The library creates timers without a time and sets it afterwards.</summary>
    private sealed class Recorded(ITimer timer, ChannelWriter<TimeSpan> timers) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isChanged = timer.Change(dueTime, period);
            timers.TryWrite(dueTime);
            return isChanged;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
