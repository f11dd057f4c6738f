namespace Dataflow.Pipelines.State;

/// <summary>An operator that has entries without keys in hand. Called by the lane, or before it starts.</summary>
internal interface IListOwner
{
    /// <summary>How many there are.</summary>
    long Entries { get; }

    /// <summary>Writes each between <see cref="StateWriter.BeginEntry()"/> and <see cref="StateWriter.EndEntry"/>, in order.</summary>
    void Write(StateWriter writer);

    /// <summary>Takes one back.</summary>
    void Read(BinaryReader reader);

    /// <summary>All were read.</summary>
    void FinishRestore();
}
