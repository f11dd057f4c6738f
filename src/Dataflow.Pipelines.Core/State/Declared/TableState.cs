using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>A state in tables: one for each key group or namespace.</summary>
/// <param name="name">Name among the states of the node.</param>
/// <param name="layout">The form of its values.</param>
/// <param name="onOtherLayout">The error where a checkpoint holds another layout, from the node and that layout.</param>
internal abstract class TableState<T, TLife>(string name, string layout = "", Func<string, string, CheckpointException>? onOtherLayout = null) : DeclaredState(name, layout)
    where TLife : struct, IStateLife<T>
{
    // The table to search next for entries to evict.
    private int _hand;

    public override long Bytes
    {
        get
        {
            long bytes = 0;
            for (var i = 0; i < Count; i++)
            {
                bytes += TableAt(i).Table.Bytes;
            }

            return bytes;
        }
    }

    public override bool HasChanges => true;

    public override bool CanEvict => true;

    /// <summary>Number of tables.</summary>
    protected abstract int Count { get; }

    /// <summary>Slots whose time is not later have expired.</summary>
    protected virtual long Expired => long.MinValue;

    public override void WriteAll(StateWriter writer)
    {
        for (var i = 0; i < Count; i++)
        {
            var (ns, table) = TableAt(i);
            writer.Begin(Index, EntryForm.Keyed, ns);
            foreach (ref var slot in table.Slots)
            {
                if (slot.Key != UInt128.Zero && StateTable<T, TLife>.IsAlive(in slot, Expired))
                {
                    Write(writer.BeginEntry(slot.Key), ref slot);
                    writer.EndEntry();
                }
            }

            writer.End();
        }
    }

    public override void WriteChanges(StateWriter writer)
    {
        for (var i = 0; i < Count; i++)
        {
            var (ns, table) = TableAt(i);
            if (table.Flags.IndexOfAnyExcept(SlotFlags.None) >= 0)
            {
                WriteChanged(writer, ns, table);
                WriteRemoved(writer, ns, table);
            }
        }
    }

    public override long Evict(long bytes, IStateEvictions evictions)
    {
        long freed = 0;

        // The first pass spares entries that were used.
        for (var left = Count * 2; left > 0 && freed < bytes; left--)
        {
            _hand = _hand < Count - 1 ? _hand + 1 : 0;
            var (ns, table) = TableAt(_hand);
            var before = table.Bytes;
            if (Evict(ns, table, evictions))
            {
                table.RemoveEvicted();
            }

            freed += before - table.Bytes;
        }

        return freed;
    }

    public override void Load(long ns, UInt128 key, BinaryReader value)
    {
        var loaded = Read(value, out var time);
        TableOf(ns, key).Put(key, time, in loaded, SlotFlags.Stored | SlotFlags.Used);
    }

    internal override void Read(StateEntryReader entries)
    {
        if (entries.Form == EntryForm.NamespaceRemoved)
        {
            Remove(entries.Namespace, entries.FirstGroup, entries.LastGroup, entries.AreStored);
            return;
        }

        // Entries from this backend's own files are stored already; those from other files must be in its next snapshot.
        var flags = entries.AreStored ? SlotFlags.Stored : SlotFlags.Changed;
        while (entries.Next())
        {
            var table = TableOf(entries.Namespace, entries.Key);
            if (entries.Form == EntryForm.Removed)
            {
                table.Remove(entries.Key);
                if (!entries.AreStored)
                {
                    // It may have been evicted as a change before: then it would be in the next snapshot.
                    table.Put(entries.Key, 0, default!, SlotFlags.Changed | SlotFlags.Stored);
                }
            }
            else
            {
                var value = Read(entries, out var time);
                table.Put(entries.Key, time, in value, flags);
            }
        }
    }

    internal override CheckpointException LayoutFault(string node, string stored) => onOtherLayout?.Invoke(node, stored) ?? base.LayoutFault(node, stored);

    /// <summary>A table and its namespace.</summary>
    protected abstract (long Namespace, StateTable<T, TLife> Table) TableAt(int index);

    /// <summary>The table for a key of a namespace.</summary>
    protected abstract StateTable<T, TLife> TableOf(long ns, UInt128 key);

    /// <summary>Writes the value of a slot, with its time where the state has times.</summary>
    protected abstract void Write(BinaryWriter writer, ref StateSlot<T> slot);

    /// <summary>Reads what <see cref="Write"/> wrote in this process.</summary>
    protected abstract T Read(BinaryReader reader, out long time);

    /// <summary>Reads the current value, of this version or an earlier one.</summary>
    protected virtual T Read(StateEntryReader entries, out long time) => Read(entries.Value, out time);

    /// <summary>A value is evicted: returns its pooled memory.</summary>
    protected virtual void Release(ref T value)
    {
    }

    /// <summary>At a restore, removes the entries of a namespace whose keys are in a range of key groups.</summary>
    protected virtual void Remove(long ns, int firstGroup, int lastGroup, bool areStored) => throw new InvalidDataException("it has no namespaces");

    private void WriteChanged(StateWriter writer, long ns, StateTable<T, TLife> table)
    {
        var slots = table.Slots;
        var flags = table.Flags;
        writer.Begin(Index, EntryForm.Keyed, ns);
        for (var at = 0; at < flags.Length; at++)
        {
            if ((flags[at] & SlotFlags.Changed) != 0 && StateTable<T, TLife>.IsAlive(in slots[at], Expired))
            {
                Write(writer.BeginEntry(slots[at].Key), ref slots[at]);
                writer.EndEntry();
                flags[at] = (flags[at] | SlotFlags.Stored) & ~SlotFlags.Changed;
            }
        }

        writer.End();
    }

    private void WriteRemoved(StateWriter writer, long ns, StateTable<T, TLife> table)
    {
        var slots = table.Slots;
        var flags = table.Flags;
        writer.Begin(Index, EntryForm.Removed, ns);
        for (var at = 0; at < flags.Length; at++)
        {
            if ((flags[at] & SlotFlags.Changed) != 0)
            {
                if ((flags[at] & SlotFlags.Stored) != 0)
                {
                    writer.BeginEntry(slots[at].Key);
                    writer.EndEntry();
                }

                flags[at] = SlotFlags.None;
            }
        }

        writer.End();
    }

    private bool Evict(long ns, StateTable<T, TLife> table, IStateEvictions evictions)
    {
        var slots = table.Slots;
        var flags = table.Flags;
        var any = false;
        for (var at = 0; at < flags.Length; at++)
        {
            ref var slot = ref slots[at];
            if (slot.Key == UInt128.Zero || (flags[at] & SlotFlags.Evicted) != 0)
            {
                continue;
            }

            if ((flags[at] & SlotFlags.Used) != 0)
            {
                flags[at] &= ~SlotFlags.Used;
            }
            else if (StateTable<T, TLife>.IsAlive(in slot, Expired))
            {
                Write(evictions.Begin(this, ns, slot.Key, isChanged: (flags[at] & SlotFlags.Changed) != 0), ref slot);
                evictions.End();
                Release(ref slot.Value);
                flags[at] = SlotFlags.Evicted;
                any = true;
            }
        }

        return any;
    }
}
