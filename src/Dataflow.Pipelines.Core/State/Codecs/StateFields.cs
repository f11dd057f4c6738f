using System.ComponentModel;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The fields of a file, each with its index among those of this version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StateFields
{
    // Bytes of a value; 0: its length precedes it.
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal)
    {
        ["boolean"] = 1,
        ["int8"] = 1,
        ["u_int8"] = 1,
        ["int16"] = 2,
        ["u_int16"] = 2,
        ["int32"] = 4,
        ["u_int32"] = 4,
        ["float32"] = 4,
        ["date"] = 4,
        ["int64"] = 8,
        ["u_int64"] = 8,
        ["float64"] = 8,
        ["date_time"] = 8,
        ["time_of_day"] = 8,
        ["duration"] = 8,
        ["enum"] = 8,
        ["decimal"] = 16,
        ["uuid"] = 16,
        ["instant"] = 16,
        ["text"] = 0,
        ["table_name"] = 0,
        ["byte_array"] = 0,
        ["byte_memory"] = 0,
    };

    private readonly IReadOnlyList<StateField> _written;
    private readonly int[] _places;

    /// <summary>Matches fields by name.</summary>
    /// <param name="state">Name of the state, for errors.</param>
    /// <param name="written">The fields of the file.</param>
    /// <param name="today">The fields of this version.</param>
    /// <exception cref="CheckpointException">A field has another type now, or an unsupported one.</exception>
    public StateFields(string state, IReadOnlyList<StateField> written, IReadOnlyList<StateField> today)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(today);
        _written = written;
        _places = new int[written.Count];
        for (var i = 0; i < _places.Length; i++)
        {
            var field = written[i];
            _places[i] = IndexOf(today, field.Name);
            if (_places[i] >= 0 && today[_places[i]].Type != field.Type)
            {
                throw new CheckpointException(
                    $"The state of '{state}' cannot be restored: its field '{field.Name}' was '{field.Type}' in the checkpoint and is '{today[_places[i]].Type}' now. " +
                    "Rename the new field, or restore the type of the old one.");
            }

            if (!Sizes.ContainsKey(field.Type.TrimEnd('?')))
            {
                throw new CheckpointException($"The state of '{state}' cannot be restored: its field '{field.Name}' has the type '{field.Type}', which this version does not support.");
            }
        }
    }

    /// <summary>Fields in the file.</summary>
    public int Count => _places.Length;

    /// <summary>Index of a field of the file among those of this version; -1 where it was removed.</summary>
    public int this[int index] => _places[index];

    /// <summary>Skips a field that was removed.</summary>
    public void Skip(BinaryReader reader, int index)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var type = _written[index].Type;
        if (type.EndsWith('?') && !reader.ReadBoolean())
        {
            return;
        }

        var size = Sizes[type.TrimEnd('?')];
        if (size > 0)
        {
            reader.ReadBytes(size);
        }
        else if (type.TrimEnd('?') is "text" or "table_name")
        {
            reader.ReadString();
        }
        else
        {
            reader.ReadBytes(reader.ReadInt32());
        }
    }

    private static int IndexOf(IReadOnlyList<StateField> fields, string name)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
