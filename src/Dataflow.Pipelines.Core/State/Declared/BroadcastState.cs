namespace Dataflow.Pipelines.State;

/// <summary>A value that is the same in every lane, such as rules that change while the job runs: lane 0 writes it, and a restore gives it to all lanes.</summary>
/// <param name="name">Name among the states of the node.</param>
/// <param name="isWriter">Whether this is lane 0.</param>
internal sealed class BroadcastState<T, TCodec>(string name, bool isWriter) : DeclaredState(name, "broadcast")
    where TCodec : struct, IEntryCodec<T>
{
    private T _value = default!;

    /// <summary>The value; the default before it was set.</summary>
    public ref T Value => ref _value;

    /// <summary>Whether a value was set or restored.</summary>
    public bool HasValue { get; private set; }

    public override long Entries => HasValue ? 1 : 0;

    public override long Bytes => 0;

    internal override Redistribution Redistribution => Redistribution.Union;

    /// <summary>Sets the value; every lane does so between the same two barriers.</summary>
    public void Set(T value) => (_value, HasValue) = (value, true);

    public override void WriteAll(StateWriter writer)
    {
        if (isWriter && HasValue)
        {
            writer.Begin(Index, EntryForm.Plain);
            TCodec.Write(writer.BeginEntry(), ref _value);
            writer.EndEntry();
            writer.End();
        }
    }

    internal override void Read(StateEntryReader entries)
    {
        while (entries.Next())
        {
            Set(TCodec.Read(entries.Value));
        }
    }
}
