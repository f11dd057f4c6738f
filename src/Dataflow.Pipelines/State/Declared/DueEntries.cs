namespace Dataflow.Pipelines.State;

/// <summary>The times at which an operator of the engine looks at its keys again.</summary>
internal sealed class DueEntries(string name) : DeclaredState(name, "timers")
{
    public TimerHeap Timers { get; } = new();

    public override long Entries => Timers.Count;

    public override long Bytes => Timers.Bytes;

    public override void WriteAll(StateWriter writer)
    {
        writer.Begin(Index, EntryForm.Keyed, 0, 2 * sizeof(long));
        foreach (ref readonly var timer in Timers.Entries)
        {
            var entry = writer.BeginEntry(timer.Key);
            entry.Write(timer.Namespace);
            entry.Write(timer.Ticks);
            writer.EndEntry();
        }

        writer.End();
    }

    internal override void Read(StateEntryReader entries)
    {
        while (entries.Next())
        {
            var ns = entries.Value.ReadInt64();
            Timers.Add(new TimerEntry(entries.Value.ReadInt64(), entries.Key, ns));
        }
    }
}
