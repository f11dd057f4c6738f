namespace Dataflow.Pipelines.State;

/// <summary>Entries of a lane without keys, in order, such as records with calls in flight.</summary>
/// <param name="name">Name among the states of the node.</param>
/// <param name="redistribution">Which lanes receive them at a restore.</param>
/// <param name="owner">Owns the entries.</param>
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
