using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Testing.Hosts;

namespace Dataflow.Pipelines.Control.Testing;

/// <content>Time, and the ends of hosts.</content>
public sealed partial class ControlTest
{
    /// <summary>Advances the clock. What becomes due on the way happens at its own time: schedules, pauses between attempts, time-outs, deadlines, reminders.</summary>
    /// <param name="by">How far.</param>
    /// <exception cref="TimeoutException">An attempt waits for something outside of the test.</exception>
    public Task AdvanceAsync(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        return DoAsync(() => _world.Advance(by));
    }

    /// <summary>Advances the clock to a time.</summary>
    /// <param name="to">The time, not before <see cref="Now"/>.</param>
    /// <exception cref="TimeoutException">An attempt waits for something outside of the test.</exception>
    public Task AdvanceToAsync(DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, Now);
        return AdvanceAsync(to - Now);
    }

    /// <summary>Advances the clock to the next firing of a schedule of the pipeline.</summary>
    /// <returns>The instant of the firing.</returns>
    /// <exception cref="ControlTestException">No schedule fires any more.</exception>
    /// <exception cref="TimeoutException">An attempt waits for something outside of the test.</exception>
    public async Task<DateTimeOffset> AdvanceToNextFiringAsync()
    {
        var next = _world.Graph.Events.Where(static named => named.Kind == EventKind.Cron)
            .Select(cron => cron.Schedule!.Next(Now, TimeZoneInfo.FindSystemTimeZoneById(cron.TimeZone))).Min()
            ?? throw new ControlTestException($"No schedule of '{_world.Graph.Pipeline}' fires after {Now:yyyy-MM-dd'T'HH:mm:ss'Z'}: start a run with StartRunAsync, or publish an event.");
        await AdvanceToAsync(next);
        return next;
    }

    /// <summary>Advances the clock, from one instant at which something is due to the next, until a condition is true.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="within">The longest time; null: one day.</param>
    /// <exception cref="ControlTestException">It was not true within this time.</exception>
    /// <exception cref="TimeoutException">An attempt waits for something outside of the test.</exception>
    public async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var time = within ?? TimeSpan.FromDays(1);
        for (var end = Now + time; !condition();)
        {
            if (Now >= end)
            {
                throw new ControlTestException($"The condition was not true within {time}.\n{this}");
            }

            var step = _world.Options.Clock.Virtual.UntilNext is { } next && next < end - Now ? next : end - Now;
            await DoAsync(() => _world.Advance(step > TimeSpan.Zero ? step : TimeSpan.Zero));
        }
    }

    /// <summary>
    /// Kills the host as SIGKILL does, and starts another one on the same run store, which goes on from the journal. Attempts that ran have failed; what they wait for never happens.
    /// </summary>
    /// <param name="downtime">How long no host runs: schedules that fire meanwhile are missed.</param>
    /// <exception cref="TimeoutException">An attempt waits for something outside of the test.</exception>
    public Task CrashAsync(TimeSpan downtime = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(downtime, TimeSpan.Zero);
        return DoAsync(() =>
        {
            _world.Instance.Kill();
            _world.Options.Clock.Virtual.Advance(downtime);
            _world.Start();
            _world.Settle();
        });
    }

    /// <summary>
    /// Kills the host at an append to its journal that is still to come, in the middle of a later step of the test; another one goes on at once. <see cref="CrashTest"/> does this for each
    /// append of a scenario.
    /// </summary>
    /// <param name="append">Which of the coming appends, from 1.</param>
    /// <param name="isAfter">Whether the append is durable, and nothing that follows from it was done; else it is lost.</param>
    public void CrashAtAppend(int append, bool isAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(append, 1);
        _world.Options.Crash = new CrashPlan(new CrashPoint(Appends + append, isAfter));
    }

    /// <summary>A person shuts the pipeline down.</summary>
    public Task ShutDownAsync() => DoAsync(() => _world.Call(static (logic, now) => logic.ShutDown(now, Person)));
}
