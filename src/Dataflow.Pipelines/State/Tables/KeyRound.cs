namespace Dataflow.Pipelines.State;

/// <summary>The keys of a range and where their slots are. Reused from range to range; owned by one lane.</summary>
internal sealed class KeyRound
{
    // The bits that KeyRange divides by come first: the order is the same however many ranges there are.
    private const int GroupBits = 7;
    private UInt128[] _keys = new UInt128[64];
    private int[] _slots = new int[64];

    public int Count { get; private set; }

    /// <summary>A key and its slot.</summary>
    public (UInt128 Key, int Slot) this[int index] => (UInt128.RotateRight(_keys[index], GroupBits), _slots[index]);

    public void Add(UInt128 key, int slot)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _slots, Count * 2);
        }

        (_keys[Count], _slots[Count]) = (UInt128.RotateLeft(key, GroupBits), slot);
        Count++;
    }

    /// <summary>Orders by key: the same keys leave in the same order in every run, whatever the size of the table.</summary>
    public void Sort() => Array.Sort(_keys, _slots, 0, Count);

    public void Clear() => Count = 0;
}
