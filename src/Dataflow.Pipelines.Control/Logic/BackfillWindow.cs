namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The logical times in an interval that have runs: those that the store had, and those that were opened since. Known to this instance only.</summary>
/// <param name="from">Start of the interval.</param>
/// <param name="to">Its end, which is part of it.</param>
/// <param name="taken">The logical times.</param>
internal sealed class BackfillWindow(DateTimeOffset from, DateTimeOffset to, IEnumerable<DateTimeOffset> taken)
{
    private readonly HashSet<DateTimeOffset> _taken = [.. taken];

    public bool Covers(DateTimeOffset instant) => from <= instant && instant <= to;

    public bool HasRun(DateTimeOffset instant) => _taken.Contains(instant);

    /// <summary>A run was opened.</summary>
    public void Add(DateTimeOffset logicalTime)
    {
        if (Covers(logicalTime))
        {
            _taken.Add(logicalTime);
        }
    }
}
