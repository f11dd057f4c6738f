using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.State;

/// <summary>A keyed table of an operator of the engine: one value a key.</summary>
/// <param name="name">Which of the node's states.</param>
/// <param name="layout">What its values are.</param>
/// <param name="onOtherLayout">The error where a checkpoint holds another layout, from the node and that layout.</param>
internal sealed class KeyedEntries<T, TLife, TCodec>(string name, string layout = "", Func<string, string, CheckpointException>? onOtherLayout = null) : DeclaredState(name, layout)
    where TLife : struct, IStateLife<T>
    where TCodec : struct, IEntryCodec<T>
{
    public KeyedTable<T, TLife> Table { get; } = new();

    public override long Entries => Table.Count();

    public override long Bytes => Table.Bytes;

    public override void WriteAll(StateWriter writer)
    {
        foreach (var group in Table.Groups)
        {
            writer.Begin(Index, EntryForm.Keyed);
            foreach (ref var slot in group.Slots)
            {
                if (slot.Key != UInt128.Zero && !TLife.IsGone(in slot.Value))
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
        while (entries.Next())
        {
            Table.Of(entries.Key) = TCodec.Read(entries.Value);
        }
    }

    internal override CheckpointException LayoutFault(string node, string stored) => onOtherLayout?.Invoke(node, stored) ?? base.LayoutFault(node, stored);
}
