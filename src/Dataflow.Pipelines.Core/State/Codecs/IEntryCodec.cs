namespace Dataflow.Pipelines.State;

/// <summary>Writes the engine's own values to a checkpoint and reads them: a stateless struct, so that the call is direct.</summary>
/// <typeparam name="T">The value.</typeparam>
internal interface IEntryCodec<T>
{
    /// <summary>Writes a value.</summary>
    static abstract void Write(BinaryWriter writer, ref T value);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    static abstract T Read(BinaryReader reader);

    /// <summary>A value was written and is evicted: returns its pooled memory.</summary>
    static virtual void Release(ref T value)
    {
    }
}
