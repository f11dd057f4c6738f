using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Writes a record to a checkpoint and reads it, generated from its members: a stateless struct, so that the call is direct.</summary>
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
