using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Fires schedules (7-triggers, rule 3). The newest instant that was processed is durable, so that each instant fires once.</summary>
internal sealed class Crons
{
    private readonly Decision _decision;
    private readonly PriorityQueue<int, DateTimeOffset> _next = new();
    private readonly TimeZoneInfo[] _zones;

    public Crons(Decision decision)
    {
        _decision = decision;
        _zones = [.. decision.Graph.Events.Select(static e => e.Kind == EventKind.Cron ? TimeZoneInfo.FindSystemTimeZoneById(e.TimeZone) : TimeZoneInfo.Utc)];
    }

    /// <summary>Whether schedules fire; else their positions stay where they are.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>The next firing of all schedules; null without one.</summary>
    public DateTimeOffset? NextDue => IsActive && _decision.State.IsStarted && _next.TryPeek(out _, out var due) ? due : null;

    /// <summary>The pipeline was started: schedules count from now, and those of the start fire.</summary>
    public void Start()
    {
        foreach (var cron in _decision.State.Index.Crons)
        {
            var named = _decision.Graph.Events[cron];
            if (named.Schedule!.IsStartup)
            {
                Emit(cron, _decision.Now);
            }
            else
            {
                _decision.Emit(new CronMissed(named.Name, _decision.Now, 0));
            }
        }

        Rebuild();
    }

    /// <summary>After a downtime: missed instants are fired as the pipeline specifies.</summary>
    public void CatchUp()
    {
        Rebuild();
        Fire(isDowntime: true);
    }

    /// <summary>Fires what is due.</summary>
    public void Run() => Fire(isDowntime: false);

    private void Rebuild()
    {
        _next.Clear();
        foreach (var cron in _decision.State.Index.Crons)
        {
            // A schedule that the class did not have before counts from now.
            if (_decision.State.CronPositions[cron] is null && _decision.State.IsStarted && !_decision.Graph.Events[cron].Schedule!.IsStartup)
            {
                _decision.Emit(new CronMissed(_decision.Graph.Events[cron].Name, _decision.Now, 0));
            }

            Enqueue(cron);
        }
    }

    private void Enqueue(int cron)
    {
        if (_decision.State.CronPositions[cron] is { } position && NextOf(cron, position) is { } next)
        {
            _next.Enqueue(cron, next);
        }
    }

    private DateTimeOffset? NextOf(int cron, DateTimeOffset after) => _decision.Graph.Events[cron].Schedule!.Next(after, _zones[cron]);

    private void Fire(bool isDowntime)
    {
        if (!IsActive || !_decision.State.IsStarted)
        {
            return;
        }

        // By instant, so that the firings of one instant are together whatever their schedule.
        while (_next.TryPeek(out var cron, out var due) && due <= _decision.Now)
        {
            _next.Dequeue();
            Fire(cron, due, isDowntime);
            Enqueue(cron);
        }
    }

    private void Fire(int cron, DateTimeOffset due, bool isDowntime)
    {
        var name = _decision.Graph.Events[cron].Name;
        var following = NextOf(cron, due);
        var isOnly = following is null || following > _decision.Now;
        if (_decision.Graph.CatchUp == Pipelines.CatchUp.All || (isOnly && !isDowntime))
        {
            Emit(cron, due);
            return;
        }

        // Several instants have passed.
        var (previous, newest, count) = (due, due, 0L);
        while (NextOf(cron, newest) is { } next && next <= _decision.Now)
        {
            (previous, newest, count) = (newest, next, count + 1);
        }

        if (isDowntime && _decision.Graph.CatchUp == Pipelines.CatchUp.None)
        {
            _decision.Emit(new CronMissed(name, newest, count + 1));
            return;
        }

        if (count > 0)
        {
            _decision.Emit(new CronMissed(name, previous, count));
        }

        Emit(cron, newest);
    }

    private void Emit(int cron, DateTimeOffset instant) => _decision.Emit(new CronFired(_decision.Graph.Events[cron].Name, instant));
}
