using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>
/// The timers of a user's method. In a file, namespaces 0 and 1 have the pending ones of event time and of processing time; 2 and 3 the removed
/// ones.
/// </summary>
internal sealed class TimerEntries(string name) : DeclaredState(name, "timers")
{
    private const long EventTime = 0;
    private const long ProcessingTime = 1;
    private const long Gone = 2;

    public TimerQueue Queue { get; } = new();

    public override long Entries => Queue.Count;

    public override long Bytes => Queue.Event.Bytes + Queue.Processing.Bytes;

    public override bool HasChanges => true;

    public override void TrackChanges() => (Queue.Event.Changes, Queue.Processing.Changes) = (new TimerChanges(), new TimerChanges());

    public override void WriteAll(StateWriter writer)
    {
        Write(writer, EventTime, Queue.Event.Entries);
        Write(writer, ProcessingTime, Queue.Processing.Entries);
    }

    public override void WriteChanges(StateWriter writer)
    {
        foreach (var clock in (ReadOnlySpan<long>)[EventTime, ProcessingTime])
        {
            var (added, removed) = SetOf(clock).Changes!.Take();
            Write(writer, clock + Gone, removed);
            Write(writer, clock, added);
        }
    }

    internal override void Read(StateEntryReader entries)
    {
        var timers = SetOf(entries.Namespace % Gone);

        // A timer that is read is a change only where the next snapshot must contain it again.
        var changes = timers.Changes;
        timers.Changes = entries.AreStored ? null : changes;
        while (entries.Next())
        {
            var timer = new TimerEntry(entries.Value.ReadInt64(), entries.Key);
            if (entries.Namespace < Gone)
            {
                timers.Add(timer);
            }
            else
            {
                timers.Remove(timer);
            }
        }

        timers.Changes = changes;
    }

    private TimerSet SetOf(long clock) => clock == EventTime ? Queue.Event : Queue.Processing;

    private void Write(StateWriter writer, long ns, IEnumerable<TimerEntry> timers)
    {
        writer.Begin(Index, EntryForm.Keyed, ns, sizeof(long));
        foreach (var timer in timers)
        {
            writer.BeginEntry(timer.Key).Write(timer.Ticks);
            writer.EndEntry();
        }

        writer.End();
    }
}
