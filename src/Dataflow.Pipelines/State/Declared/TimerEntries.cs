using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>The timers of a user's method. Namespace 0 holds those of event time, 1 those of processing time.</summary>
internal sealed class TimerEntries(string name) : DeclaredState(name, "timers")
{
    private const long EventTime = 0;
    private const long ProcessingTime = 1;

    public TimerQueue Queue { get; } = new();

    public override long Entries => Queue.Count;

    public override long Bytes => Queue.Event.Bytes + Queue.Processing.Bytes;

    public override void WriteAll(StateWriter writer)
    {
        Write(writer, EventTime, Queue.Event);
        Write(writer, ProcessingTime, Queue.Processing);
    }

    internal override void Read(StateEntryReader entries)
    {
        var timers = entries.Namespace == EventTime ? Queue.Event : Queue.Processing;
        while (entries.Next())
        {
            timers.Add(new TimerEntry(entries.Value.ReadInt64(), entries.Key));
        }
    }

    private void Write(StateWriter writer, long clock, TimerSet timers)
    {
        writer.Begin(Index, EntryForm.Keyed, clock, sizeof(long));
        foreach (var timer in timers.Entries)
        {
            writer.BeginEntry(timer.Key).Write(timer.Ticks);
            writer.EndEntry();
        }

        writer.End();
    }
}
