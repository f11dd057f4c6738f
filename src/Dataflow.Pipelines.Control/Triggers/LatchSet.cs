namespace Dataflow.Pipelines.Control.Triggers;

/// <summary>
/// The latches of a run, or of the pipeline outside of runs. Used by the pipeline's actor only. Setting a latch allocates nothing; a complete disjunct's latches are clear
/// again before its guard is evaluated, so that what happens next counts for its next firing.
/// </summary>
internal sealed class LatchSet
{
    private readonly TriggerLayout _layout;
    private readonly ulong[] _words;
    private readonly int[] _missing;

    public LatchSet(TriggerLayout layout)
    {
        _layout = layout;
        _words = new ulong[layout.Words];
        _missing = new int[layout.Entries.Count];
        foreach (var entry in layout.Entries)
        {
            _missing[entry.Index] = entry.Count;
        }
    }

    /// <summary>Sets the latches of an event.</summary>
    /// <param name="happened">Index of the event.</param>
    /// <param name="complete">Gets the disjuncts whose last latch it was. Those that decide about skipping keep their latches until the node starts.</param>
    public void Set(int happened, List<TriggerEntry> complete)
    {
        foreach (ref readonly var listener in _layout.ListenersOf(happened))
        {
            ref var word = ref _words[listener.Word];
            if ((word & listener.Bit) != 0)
            {
                continue;
            }

            word |= listener.Bit;
            if (--_missing[listener.Entry] == 0)
            {
                var entry = _layout.Entries[listener.Entry];
                if (entry.Action != TriggerAction.Skip)
                {
                    Clear(entry);
                    complete.Add(entry);
                }
            }
        }
    }

    /// <summary>Whether all latches of a disjunct are set.</summary>
    public bool IsComplete(TriggerEntry entry) => _missing[entry.Index] == 0;

    /// <summary>Clears the latches of a disjunct.</summary>
    public void Clear(TriggerEntry entry)
    {
        _words.AsSpan(entry.FirstWord, entry.Words).Clear();
        _missing[entry.Index] = entry.Count;
    }

    /// <summary>Whether a latch of a disjunct is set.</summary>
    /// <param name="entry">The disjunct.</param>
    /// <param name="latch">Index among its latches.</param>
    public bool IsSet(TriggerEntry entry, int latch) => (_words[entry.FirstWord + (latch / TriggerEntry.WordBits)] & (1UL << (latch % TriggerEntry.WordBits))) != 0;

    /// <summary>Sets a latch of a disjunct from a snapshot, where it is not the last one.</summary>
    public void SetOne(TriggerEntry entry, int latch)
    {
        if (!IsSet(entry, latch) && (_missing[entry.Index] > 1 || entry.Action == TriggerAction.Skip))
        {
            _words[entry.FirstWord + (latch / TriggerEntry.WordBits)] |= 1UL << (latch % TriggerEntry.WordBits);
            _missing[entry.Index]--;
        }
    }

    /// <summary>The words, for comparisons.</summary>
    public ReadOnlySpan<ulong> Words => _words;
}
