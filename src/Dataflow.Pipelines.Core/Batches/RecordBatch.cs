using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines;

/// <summary>
/// The columns of a batch, its data besides the records: an event time for each record, and others only where a node needs them. Keys belong
/// to the edge that the batch travels on; the other columns are copied with the record from batch to batch.
/// </summary>
public abstract class RecordBatch : Message
{
    private UInt128[]? _keys;
    private SourcePosition[]? _positions;
    private RowKind[]? _kinds;

    private protected RecordBatch() => Times = new long[Capacity];

    /// <summary>Records in a full batch: 256 costs 6 % more, 4096 gains nothing (measured).</summary>
    public static int Capacity => 1024;

    /// <summary>Number of records.</summary>
    public int Count { get; internal set; }

    /// <summary>Event time of each record, UTC ticks.</summary>
    public long[] Times { get; }

    /// <summary>Fingerprint of each record's key, where the batch goes to a keyed node.</summary>
    public UInt128[] Keys => _keys ??= new UInt128[Capacity];

    /// <summary>Where each record was read, where a node downstream can reject it.</summary>
    public SourcePosition[] Positions => _positions ??= new SourcePosition[Capacity];

    /// <summary>Whether <see cref="Positions"/> is filled.</summary>
    public bool HasPositions { get; private set; }

    /// <summary>Kind of each record, where not all are inserts.</summary>
    public RowKind[] Kinds => _kinds ??= new RowKind[Capacity];

    /// <summary>Whether <see cref="Kinds"/> is filled; where it is not, all records are inserts.</summary>
    public bool HasKinds { get; private set; }

    internal override bool IsData => true;

    internal override int RecordCount => Count;

    /// <summary>Copies all columns that go with a record from its batch to a row of this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CopyRow(int to, RecordBatch from, int row)
    {
        Times[to] = from.Times[row];
        if (from.HasPositions || from.HasKinds)
        {
            CopyFurther(to, from, row);
        }
    }

    /// <summary>The columns of a row that go with its record.</summary>
    internal BatchRow RowAt(int index) => new(Times[index], HasKinds ? Kinds[index] : RowKind.Insert, HasPositions ? Positions[index] : null);

    /// <summary>Where a record was read, for an error; its index and time where that is unknown.</summary>
    internal string PlaceOf(int index) => HasPositions
        ? Positions[index].Place
        : $"{index} of its batch, event time {EventTime.ToInstant(Times[index]):O}";

    /// <summary>Sets the columns of a row that go with its record.</summary>
    internal void SetRow(int index, in BatchRow row)
    {
        Times[index] = row.Time;
        if (row.Position is { } position)
        {
            SetPosition(index, in position);
        }

        if (row.Kind != RowKind.Insert)
        {
            HasKinds = true;
            Kinds[index] = row.Kind;
        }
    }

    /// <summary>Sets where a record was read.</summary>
    internal void SetPosition(int index, in SourcePosition position)
    {
        HasPositions = true;
        Positions[index] = position;
    }

    /// <summary>Clears the columns of all records: a row for which none is set has no position and is an insert.</summary>
    private protected void ClearColumns()
    {
        if (HasPositions)
        {
            // Payloads must not be kept alive by a batch that waits in the pool.
            Array.Clear(Positions, 0, Count);
            HasPositions = false;
        }

        if (HasKinds)
        {
            Array.Clear(Kinds, 0, Count);
            HasKinds = false;
        }
    }

    private void CopyFurther(int to, RecordBatch from, int row)
    {
        if (from.HasPositions)
        {
            SetPosition(to, in from.Positions[row]);
        }

        if (from.HasKinds)
        {
            HasKinds = true;
            Kinds[to] = from.Kinds[row];
        }
    }
}
