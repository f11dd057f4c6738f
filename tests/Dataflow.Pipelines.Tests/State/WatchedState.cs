using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A state that reports each block that is read.</summary>
internal sealed class WatchedState(DeclaredState state, Action<int> onRead) : DeclaredState(state.Name, state.Layout)
{
    public override long Entries => state.Entries;

    public override long Bytes => state.Bytes;

    public override void WriteAll(StateWriter writer)
    {
        state.Index = Index;
        state.WriteAll(writer);
    }

    internal override void Read(StateEntryReader entries)
    {
        onRead(entries.Raw.Length);
        state.Read(entries);
    }
}
