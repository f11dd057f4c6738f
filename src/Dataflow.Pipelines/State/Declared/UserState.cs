using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>The state of a user's method: one value a key, with the fields of its type.</summary>
/// <param name="name">Which of the node's states.</param>
/// <param name="node">Id of the node, for errors.</param>
/// <param name="ttl">How long the state of a key lives; <see langword="null"/>: for ever.</param>
internal sealed class UserState<T, TCodec>(string name, string node, TtlPolicy? ttl) : DeclaredState(name)
    where TCodec : struct, IStateCodec<T>
{
    // Of the file that was read last: many blocks have the same.
    private StateTableHead? _head;
    private StateFields? _fields;

    public KeyedState<T> Values { get; } = new(ttl);

    public override IReadOnlyList<StateField> Fields => TCodec.Fields;

    public override long Entries => Values.Count;

    public override long Bytes => Values.Bytes;

    internal override bool HasTimes => ttl is not null;

    public override void WriteAll(StateWriter writer)
    {
        for (var group = 0; group < KeyGroups.Count; group++)
        {
            writer.Begin(Index, EntryForm.Keyed);
            foreach (ref readonly var slot in Values.Group(group).Slots)
            {
                if (Values.IsKept(in slot))
                {
                    Write(writer.BeginEntry(slot.Key), in slot);
                    writer.EndEntry();
                }
            }

            writer.End();
        }
    }

    internal override void Read(StateEntryReader entries)
    {
        if (_head != entries.Table)
        {
            _head = entries.Table;
            _fields = new StateFields(node, _head.Fields, TCodec.Fields);
        }

        while (entries.Next())
        {
            var time = entries.Table.HasTimes ? entries.Value.ReadInt64() : 0;
            Values.Restore(entries.Key, time, TCodec.Read(entries.Value, _fields!));
        }
    }

    internal override void Advance(long watermark, long processing) => Values.Advance(watermark, processing);

    private void Write(BinaryWriter writer, in StateSlot<T> slot)
    {
        if (HasTimes)
        {
            writer.Write(slot.Time);
        }

        TCodec.Write(writer, in slot.Value);
    }
}
