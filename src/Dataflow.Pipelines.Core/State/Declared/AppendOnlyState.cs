namespace Dataflow.Pipelines.State;

/// <summary>A state whose entries are never changed and expire by their event time. It writes each new entry when it arrives, not at a barrier.</summary>
public abstract class AppendOnlyState : DeclaredState
{
    private protected AppendOnlyState(string name, string layout)
        : base(name, layout)
    {
    }

    /// <inheritdoc/>
    public sealed override bool IsAppendOnly => true;

    /// <summary>Sets the output of new entries from now on; called before the lane starts, and at each barrier.</summary>
    public abstract void WriteTo(StateWriter writer);

    /// <summary>Writes the new entries that are not written yet, at a barrier.</summary>
    /// <returns>The latest event time of all entries that were written since the last call, UTC ticks; <see cref="long.MinValue"/> where there was none.</returns>
    public abstract long Flush();

    /// <summary>Whether entries up to an event time have all expired.</summary>
    public abstract bool IsExpired(long latest);
}
