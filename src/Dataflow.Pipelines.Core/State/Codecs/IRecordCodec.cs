using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>How a record goes to a checkpoint and comes back, as generated from its members: a struct without state, so that the call is direct.</summary>
/// <typeparam name="T">The record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRecordCodec<T>
    where T : struct, IRecord<T>
{
    /// <summary>Writes the record.</summary>
    void Write(BinaryWriter writer, in T record);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    T Read(BinaryReader reader);
}
