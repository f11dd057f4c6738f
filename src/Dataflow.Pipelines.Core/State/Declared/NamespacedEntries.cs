using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>A keyed table of an operator of the engine with namespaces, such as windows: one value per key and namespace.</summary>
/// <param name="name">Name among the states of the node.</param>
/// <param name="layout">Kind and sizes of the namespaces.</param>
/// <param name="onOtherLayout">The error where a checkpoint holds another layout, from the node and that layout.</param>
internal sealed class NamespacedEntries<T, TCodec>(string name, string layout = "", Func<string, string, CheckpointException>? onOtherLayout = null)
    : TableState<T, NeverGone<T>>(name, layout, onOtherLayout)
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

    public override bool HasNamespaces => true;

    protected override int Count => Table.Count;

    public override void TrackChanges()
    {
        Table.TrackChanges();
        Table.OnRemoved = ns => OnRemoved?.Invoke(new NamespaceRemoval(ns, FirstGroup, LastGroup, IsChange: true));
    }

    internal override void SetOrder(KeyOrder order) => Table.SetOrder(order);

    public override void AddNamespace(long ns) => Table.GetOrAdd(ns);

    protected override (long Namespace, StateTable<T, NeverGone<T>> Table) TableAt(int index) => (Table[index].Id, Table[index].Values);

    protected override StateTable<T, NeverGone<T>> TableOf(long ns, UInt128 key) => Table.GetOrAdd(ns).Values;

    protected override void Write(BinaryWriter writer, ref StateSlot<T> slot) => TCodec.Write(writer, ref slot.Value);

    protected override T Read(BinaryReader reader, out long time)
    {
        time = 0;
        return TCodec.Read(reader);
    }

    protected override void Release(ref T value) => TCodec.Release(ref value);

    // At a restore; another lane of the checkpoint may still have keys in the namespace.
    protected override void Remove(long ns, int firstGroup, int lastGroup, bool areStored)
    {
        // The lane that wrote it may have had more groups: the next snapshot of this lane must not name those.
        (firstGroup, lastGroup) = (Math.Max(firstGroup, FirstGroup), Math.Min(lastGroup, LastGroup));
        OnRemoved?.Invoke(new NamespaceRemoval(ns, firstGroup, lastGroup, IsChange: !areStored));
        if (Table.IndexOf(ns) is var at && (at == Table.Count || Table[at].Id != ns))
        {
            return;
        }

        var values = Table[at].Values;
        List<UInt128> keys = [];
        foreach (ref var slot in values.Slots)
        {
            if (slot.Key != UInt128.Zero && KeyGroups.Of(slot.Key) is var group && group >= firstGroup && group <= lastGroup)
            {
                TCodec.Release(ref slot.Value);
                keys.Add(slot.Key);
            }
        }

        keys.ForEach(values.Remove);
    }
}
