using System.ComponentModel;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// Counts different values exactly, by their 128-bit hash (<see cref="KeyHash"/>): 16 bytes per slot, whatever the values' size. A copy refers to the same set;
/// the default value is an empty set.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DistinctSet
{
    private DistinctTable? _table;

    /// <summary>How many different values were added.</summary>
    public readonly long Count => _table?.Count ?? 0;

    /// <summary>Adds a value by its hash.</summary>
    public void Add(UInt128 value) => (_table ??= new DistinctTable()).Add(value);

    /// <summary>Adds all values of another set, which is not changed.</summary>
    public void Merge(in DistinctSet other)
    {
        if (other._table is { } from)
        {
            (_table ??= new DistinctTable()).Merge(from);
        }
    }

    /// <summary>Writes the set to a checkpoint.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_table is null)
        {
            writer.Write(0);
            return;
        }

        _table.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Release();
        var count = reader.ReadInt32();
        if (count > 0)
        {
            _table = new DistinctTable();
            _table.Read(reader, count);
        }
    }

    /// <summary>Empties the set and returns its memory to the pool.</summary>
    public void Release()
    {
        _table?.Release();
        _table = null;
    }
}
