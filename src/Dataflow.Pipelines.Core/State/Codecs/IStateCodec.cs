using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>How a state goes to a checkpoint and comes back; generated, without reflection.</summary>
/// <typeparam name="T">The state.</typeparam>
public interface IStateCodec<T>
{
    /// <summary>What is written of it, in order: it stands at the head of each file, so that a later version reads it.</summary>
    static abstract IReadOnlyList<StateField> Fields { get; }

    /// <summary>Writes one state.</summary>
    static abstract void Write(BinaryWriter writer, in T state);

    /// <summary>Reads one state, of this version or an earlier one: a field that it lacked is the default.</summary>
    /// <param name="reader">Stands at the state.</param>
    /// <param name="fields">What the writer wrote, as this version knows it.</param>
    static abstract T Read(BinaryReader reader, StateFields fields);
}
