namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// A job starts without checkpoints where an earlier one has left traces: to go on could lose what only the earlier one's checkpoints know.
/// A connector throws it on opening, if <see cref="Storage.MissingState.Refuse"/> is asked for; the job gathers those of all its nodes.
/// </summary>
public sealed class EarlierJobException : Exception
{
    /// <summary>What one connector has found.</summary>
    /// <param name="trace">A clause that says whose it is, what and where, as in <c>instance 1f, attempt 3, has left 2 parts in 'lake/_pending/x'</c>.</param>
    public EarlierJobException(string trace)
        : this([trace])
    {
    }

    internal EarlierJobException(IReadOnlyList<string> traces)
        : base($"There is no checkpoint, but an earlier job of this pipeline has left traces: {string.Join("; ", traces)}. " +
            "Was its state directory deleted, or is it another --state? Restore it. Without it: --start-over reads again from the earliest message (rows that are visible will be there twice), " +
            "--accept-loss continues at the committed offsets (rows that were read and are not committed are lost), --join runs as a further instance next to the other.") =>
        Traces = traces;

    /// <summary>What was found, a clause each.</summary>
    public IReadOnlyList<string> Traces { get; }
}
