namespace Dataflow.Pipelines.State;

/// <summary>The timers that were set and those that were removed since the last snapshot. Owned by one lane.</summary>
internal sealed class TimerChanges
{
    private readonly HashSet<TimerEntry> _added = [];
    private readonly HashSet<TimerEntry> _removed = [];

    public void Add(TimerEntry timer)
    {
        if (!_removed.Remove(timer))
        {
            _added.Add(timer);
        }
    }

    public void Remove(TimerEntry timer)
    {
        if (!_added.Remove(timer))
        {
            _removed.Add(timer);
        }
    }

    /// <summary>Returns both, and starts over empty.</summary>
    public (IReadOnlyList<TimerEntry> Added, IReadOnlyList<TimerEntry> Removed) Take()
    {
        (IReadOnlyList<TimerEntry>, IReadOnlyList<TimerEntry>) taken = ([.. _added], [.. _removed]);
        _added.Clear();
        _removed.Clear();
        return taken;
    }
}
