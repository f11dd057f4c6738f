using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.State;

/// <summary>A keyed table of an operator of the engine with a namespace, as a window: one value a key and namespace.</summary>
/// <param name="name">Which of the node's states.</param>
/// <param name="layout">Kind and sizes of the namespaces.</param>
/// <param name="onOtherLayout">The error where a checkpoint holds another layout, from the node and that layout.</param>
internal sealed class NamespacedEntries<T, TCodec>(string name, string layout = "", Func<string, string, CheckpointException>? onOtherLayout = null) : DeclaredState(name, layout)
    where TCodec : struct, IEntryCodec<T>
{
    public NamespacedTable<T> Table { get; } = new();

    public override long Entries
    {
        get
        {
            long entries = 0;
            for (var i = 0; i < Table.Count; i++)
            {
                entries += Table[i].Values.Used;
            }

            return entries;
        }
    }

    public override long Bytes
    {
        get
        {
            long bytes = 0;
            for (var i = 0; i < Table.Count; i++)
            {
                bytes += Table[i].Values.Bytes;
            }

            return bytes;
        }
    }

    public override void WriteAll(StateWriter writer)
    {
        for (var i = 0; i < Table.Count; i++)
        {
            writer.Begin(Index, EntryForm.Keyed, Table[i].Id);
            foreach (ref var slot in Table[i].Values.Slots)
            {
                if (slot.Key != UInt128.Zero)
                {
                    TCodec.Write(writer.BeginEntry(slot.Key), ref slot.Value);
                    writer.EndEntry();
                }
            }

            writer.End();
        }
    }

    internal override void Read(StateEntryReader entries)
    {
        var values = Table.GetOrAdd(entries.Namespace).Values;
        while (entries.Next())
        {
            values[values.FindOrAdd(entries.Key, long.MinValue, out _)].Value = TCodec.Read(entries.Value);
        }
    }

    internal override CheckpointException LayoutFault(string node, string stored) => onOtherLayout?.Invoke(node, stored) ?? base.LayoutFault(node, stored);
}
