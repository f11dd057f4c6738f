namespace Dataflow.Pipelines.State;

/// <summary>Entries of a lane without keys, in order: what an operator has in hand.</summary>
/// <param name="name">Which of the node's states.</param>
/// <param name="redistribution">Which lanes get them at a restore.</param>
/// <param name="owner">Has the entries.</param>
internal sealed class ListEntries(string name, Redistribution redistribution, IListOwner owner) : DeclaredState(name, "list")
{
    public override long Entries => owner.Entries;

    public override long Bytes => 0;

    internal override Redistribution Redistribution { get; } = redistribution;

    public override void WriteAll(StateWriter writer)
    {
        writer.Begin(Index, EntryForm.Plain);
        owner.Write(writer);
        writer.End();
    }

    internal override void Read(StateEntryReader entries)
    {
        while (entries.Next())
        {
            owner.Read(entries.Value);
        }
    }

    internal override void FinishRestore() => owner.FinishRestore();
}
