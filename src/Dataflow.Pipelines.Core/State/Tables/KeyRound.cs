namespace Dataflow.Pipelines.State;

/// <summary>The keys of a range and their slots. Reused from range to range; owned by one lane.</summary>
/// <param name="order">The order of the operator's tables.</param>
internal sealed class KeyRound(KeyOrder order)
{
    private ulong[] _positions = new ulong[64];
    private (UInt128 Key, int Slot)[] _keys = new (UInt128, int)[64];

    public int Count { get; private set; }

    /// <summary>A key and its slot.</summary>
    public (UInt128 Key, int Slot) this[int index] => _keys[index];

    public void Add(UInt128 key, int slot)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _positions, Count * 2);
            Array.Resize(ref _keys, Count * 2);
        }

        (_positions[Count], _keys[Count]) = (order.PositionOf(key), (key, slot));
        Count++;
    }

    /// <summary>Orders by position: the same keys are emitted in the same order whatever the size of the table and the number of ranges.</summary>
    public void Sort() => Array.Sort(_positions, _keys, 0, Count);

    public void Clear() => Count = 0;
}
