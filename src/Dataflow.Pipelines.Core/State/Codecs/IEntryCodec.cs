namespace Dataflow.Pipelines.State;

/// <summary>How the engine's own values go to a checkpoint and come back: a struct without state, so that the call is direct.</summary>
/// <typeparam name="T">The value.</typeparam>
internal interface IEntryCodec<T>
{
    /// <summary>Writes a value.</summary>
    static abstract void Write(BinaryWriter writer, ref T value);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    static abstract T Read(BinaryReader reader);

    /// <summary>A value leaves memory, and was written: pooled memory goes back.</summary>
    static virtual void Release(ref T value)
    {
    }
}
