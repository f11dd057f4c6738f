namespace Dataflow.Pipelines.State;

/// <summary>The timers of an operator of the engine. In a file, namespace 0 has the pending ones, 1 the removed ones.</summary>
internal sealed class DueEntries(string name) : DeclaredState(name, "timers")
{
    private const long Pending = 0;
    private const long Gone = 1;
    private readonly HashSet<TimerEntry> _restored = [];

    public TimerHeap Timers { get; } = new();

    public override long Entries => Timers.Count;

    public override long Bytes => Timers.Bytes;

    public override bool HasChanges => true;

    public override void TrackChanges() => Timers.Changes = new TimerChanges();

    public override void WriteAll(StateWriter writer)
    {
        writer.Begin(Index, EntryForm.Keyed, Pending, 2 * sizeof(long));
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
        Write(writer, Pending, added);
    }

    internal override void Read(StateEntryReader entries)
    {
        while (entries.Next())
        {
            var ns = entries.Value.ReadInt64();
            var timer = new TimerEntry(entries.Value.ReadInt64(), entries.Key, ns);
            var changes = entries.AreStored ? null : Timers.Changes;
            if (entries.Namespace == Pending)
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
