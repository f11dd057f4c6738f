namespace Dataflow.Pipelines.State;

/// <summary>An operator that owns entries without keys. Called by the lane, or before it starts.</summary>
internal interface IListOwner
{
    /// <summary>Number of entries.</summary>
    long Entries { get; }

    /// <summary>Writes each between <see cref="StateWriter.BeginEntry()"/> and <see cref="StateWriter.EndEntry"/>, in order.</summary>
    void Write(StateWriter writer);

    /// <summary>Restores one entry.</summary>
    void Read(BinaryReader reader);

    /// <summary>All entries are read.</summary>
    void FinishRestore();
}
