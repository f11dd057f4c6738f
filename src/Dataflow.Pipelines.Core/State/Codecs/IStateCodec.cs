using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>Writes a state to a checkpoint and reads it; generated, without reflection.</summary>
/// <typeparam name="T">The state.</typeparam>
public interface IStateCodec<T>
{
    /// <summary>The fields that are written, in order: the head of each file lists them, so that a later version can read it.</summary>
    static abstract IReadOnlyList<StateField> Fields { get; }

    /// <summary>Writes one state.</summary>
    static abstract void Write(BinaryWriter writer, in T state);

    /// <summary>Reads one state, of this version or an earlier one: a field that it lacks gets the default.</summary>
    /// <param name="reader">Positioned at the state.</param>
    /// <param name="fields">The fields of the file, matched to those of this version.</param>
    static abstract T Read(BinaryReader reader, StateFields fields);
}
