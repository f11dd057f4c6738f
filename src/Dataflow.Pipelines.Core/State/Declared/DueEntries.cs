namespace Dataflow.Pipelines.State;

/// <summary>The times at which an operator of the engine looks at its keys again. In a file namespace 0 has those that stand, 1 those that are gone.</summary>
internal sealed class DueEntries(string name) : DeclaredState(name, "timers")
{
    private const long Standing = 0;
    private const long Gone = 1;
    private readonly HashSet<TimerEntry> _restored = [];

    public TimerHeap Timers { get; } = new();

    public override long Entries => Timers.Count;

    public override long Bytes => Timers.Bytes;

    public override bool HasChanges => true;

    public override void TrackChanges() => Timers.Changes = new TimerChanges();

    public override void WriteAll(StateWriter writer)
    {
        writer.Begin(Index, EntryForm.Keyed, Standing, 2 * sizeof(long));
        foreach (ref readonly var timer in Timers.Entries)
        {
            Write(writer, timer);
        }

        writer.End();
    }

    public override void WriteChanges(StateWriter writer)
    {
        var (added, removed) = Timers.Changes!.Take();
        Write(writer, Gone, removed);
        Write(writer, Standing, added);
    }

    internal override void Read(StateEntryReader entries)
    {
        while (entries.Next())
        {
            var ns = entries.Value.ReadInt64();
            var timer = new TimerEntry(entries.Value.ReadInt64(), entries.Key, ns);
            var changes = entries.AreStored ? null : Timers.Changes;
            if (entries.Namespace == Standing)
            {
                _restored.Add(timer);
                changes?.Add(timer);
            }
            else
            {
                _restored.Remove(timer);
                changes?.Remove(timer);
            }
        }
    }

    internal override void FinishRestore()
    {
        Timers.Replace(_restored);
        _restored.Clear();
        _restored.TrimExcess();
    }

    private void Write(StateWriter writer, long ns, IReadOnlyList<TimerEntry> timers)
    {
        writer.Begin(Index, EntryForm.Keyed, ns, 2 * sizeof(long));
        foreach (var timer in timers)
        {
            Write(writer, timer);
        }

        writer.End();
    }

    private static void Write(StateWriter writer, TimerEntry timer)
    {
        var entry = writer.BeginEntry(timer.Key);
        entry.Write(timer.Namespace);
        entry.Write(timer.Ticks);
        writer.EndEntry();
    }
}
