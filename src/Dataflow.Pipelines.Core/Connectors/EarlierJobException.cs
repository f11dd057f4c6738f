namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// A job starts without checkpoints where an earlier one has left traces: to continue could lose data that only the earlier one's checkpoints cover.
/// A connector throws it on opening, under <see cref="Storage.MissingState.Refuse"/>; the job gathers those of all its nodes.
/// </summary>
public sealed class EarlierJobException : Exception
{
    /// <summary>The trace that one connector has found.</summary>
    /// <param name="trace">A clause that states its owner, kind and place, as in <c>instance 1f, attempt 3, has left 2 parts in 'lake/_pending/x'</c>.</param>
    public EarlierJobException(string trace)
        : this([trace])
    {
    }

    internal EarlierJobException(IReadOnlyList<string> traces)
        : base($"There is no checkpoint, but an earlier job of this pipeline has left traces: {string.Join("; ", traces)}. " +
            "Was its state directory deleted, or is it another --state? Restore it. Without it: --start-over reads again from the earliest message (rows that are visible will be duplicated), " +
            "--accept-loss continues at the committed offsets (rows that were read and are not committed are lost), --join runs as a further instance next to the other.") =>
        Traces = traces;

    /// <summary>The traces, one clause each.</summary>
    public IReadOnlyList<string> Traces { get; }
}
