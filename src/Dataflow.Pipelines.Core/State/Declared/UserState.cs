using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>The state of a user's method: one value per key, with the fields of its type.</summary>
/// <param name="name">Name among the states of the node.</param>
/// <param name="node">Id of the node, for errors.</param>
/// <param name="ttl">How long the state of a key lives; <see langword="null"/>: indefinitely.</param>
internal sealed class UserState<T, TCodec>(string name, string node, TtlPolicy? ttl) : TableState<T, DefaultIsGone<T>>(name)
    where TCodec : struct, IStateCodec<T>
{
    private readonly StateFields _current = new(node, TCodec.Fields, TCodec.Fields);

    // Of the file that was read last: many blocks have the same.
    private StateTableHead? _head;
    private StateFields? _fields;

    public KeyedState<T> Values { get; } = new(ttl);

    public override IReadOnlyList<StateField> Fields => TCodec.Fields;

    public override long Entries => Values.Used;

    internal override bool HasTimes => ttl is not null;

    protected override int Count => KeyGroups.Count;

    protected override long Expired => Values.Expired;

    public override void TrackChanges() => Values.TrackChanges();

    internal override void SetOrder(KeyOrder order) => Values.SetOrder(order);

    public override bool IsExpired(ReadOnlySpan<byte> value) =>
        HasTimes && System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(value) is not 0 and var time && time <= Expired;

    internal override void Advance(long watermark, long processing) => Values.Advance(watermark, processing);

    protected override (long Namespace, StateTable<T, DefaultIsGone<T>> Table) TableAt(int index) => (0, Values.Group(index));

    protected override StateTable<T, DefaultIsGone<T>> TableOf(long ns, UInt128 key) => Values.Group(KeyGroups.Of(key));

    protected override void Write(BinaryWriter writer, ref StateSlot<T> slot)
    {
        if (HasTimes)
        {
            writer.Write(slot.Time);
        }

        TCodec.Write(writer, in slot.Value);
    }

    protected override T Read(BinaryReader reader, out long time)
    {
        time = HasTimes ? reader.ReadInt64() : 0;
        return TCodec.Read(reader, _current);
    }

    protected override T Read(StateEntryReader entries, out long time)
    {
        if (_head != entries.Table)
        {
            _head = entries.Table;
            _fields = new StateFields(node, _head.Fields, TCodec.Fields);
        }

        // A state whose TTL was removed lives indefinitely; the TTL of one that had none starts when it is first requested.
        time = entries.Table.HasTimes ? entries.Value.ReadInt64() : 0;
        time = HasTimes ? time : 0;
        return TCodec.Read(entries.Value, _fields!);
    }
}
