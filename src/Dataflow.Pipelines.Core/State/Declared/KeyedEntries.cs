using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>A keyed table of an operator of the engine: one value per key.</summary>
/// <param name="name">Name among the states of the node.</param>
/// <param name="layout">The form of its values.</param>
/// <param name="onOtherLayout">The error where a checkpoint holds another layout, from the node and that layout.</param>
internal sealed class KeyedEntries<T, TLife, TCodec>(string name, string layout = "", Func<string, string, CheckpointException>? onOtherLayout = null)
    : TableState<T, TLife>(name, layout, onOtherLayout)
    where TLife : struct, IStateLife<T>
    where TCodec : struct, IEntryCodec<T>
{
    public KeyedTable<T, TLife> Table { get; } = new();

    public override long Entries => Table.Used;

    protected override int Count => KeyGroups.Count;

    public override void TrackChanges() => Table.TrackChanges();

    internal override void SetOrder(KeyOrder order) => Table.SetOrder(order);

    /// <summary>Calls an action for each entry that is not gone, one range of keys at a time; it may change the entry but not remove it.</summary>
    /// <param name="lane">The state that it belongs to.</param>
    /// <param name="action">Receives the slot.</param>
    public async ValueTask ForEachAsync(LaneState lane, SlotAction<T> action)
    {
        var round = new KeyRound(lane.Order);
        var bits = KeyRange.BitsFor(Table.Count() + lane.CountCold(this, 0));
        for (var index = 0; index < 1 << bits; index++)
        {
            await CollectAsync(lane, new KeyRange(lane.Order, index, bits), round);
            for (var i = 0; i < round.Count; i++)
            {
                var (key, slot) = round[i];
                var group = Table.GroupOf(key);
                group.NoteChange(slot);
                action(ref group[slot]);
            }

            round.Clear();
            await lane.TrimAsync();
        }
    }

    /// <summary>Loads a range of the keys and adds those that are not gone to a list, in their order.</summary>
    public async ValueTask CollectAsync(LaneState lane, KeyRange range, KeyRound round)
    {
        await lane.LoadAsync(this, 0, range);
        foreach (var group in Table.Groups)
        {
            group.Collect(range, round);
        }

        round.Sort();
    }

    protected override (long Namespace, StateTable<T, TLife> Table) TableAt(int index) => (0, Table.Groups[index]);

    protected override StateTable<T, TLife> TableOf(long ns, UInt128 key) => Table.GroupOf(key);

    protected override void Write(BinaryWriter writer, ref StateSlot<T> slot) => TCodec.Write(writer, ref slot.Value);

    protected override T Read(BinaryReader reader, out long time)
    {
        time = 0;
        return TCodec.Read(reader);
    }

    protected override void Release(ref T value) => TCodec.Release(ref value);
}
