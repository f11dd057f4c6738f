namespace Dataflow.Pipelines.Graph;

/// <summary>
/// What became of the records that entered a node, in one lane. Written by the lane alone, read by others for display;
/// what a checkpoint holds was taken between two messages and is exact: In = Out + Rejected + Filtered + Duplicates +
/// Late + Dropped for a node that puts out at most one record for each.
/// </summary>
public sealed class NodeCounters(string node)
{
    private long recordsIn;
    private long recordsOut;
    private long rejected;
    private long filtered;
    private long duplicates;
    private long late;
    private long dropped;
    private long abandoned;

    /// <summary>Id of the node.</summary>
    public string Node { get; } = node;

    /// <summary>Records that entered.</summary>
    public ref long In => ref recordsIn;

    /// <summary>Records that left by the main output, or were written.</summary>
    public ref long Out => ref recordsOut;

    /// <summary>Records that left as rejects.</summary>
    public ref long Rejected => ref rejected;

    /// <summary>Records that a filter dropped.</summary>
    public ref long Filtered => ref filtered;

    /// <summary>Records that a de-duplication dropped.</summary>
    public ref long Duplicates => ref duplicates;

    /// <summary>Records that came after their window had closed.</summary>
    public ref long Late => ref late;

    /// <summary>Records that a full buffer dropped because the pipeline says so.</summary>
    public ref long Dropped => ref dropped;

    /// <summary>Calls of an async operator that timed out and whose methods still run. A number of now: no checkpoint holds it.</summary>
    public ref long Abandoned => ref abandoned;

    /// <summary>The values as they stand.</summary>
    public NodeCounts Read() => new(
        Volatile.Read(ref recordsIn),
        Volatile.Read(ref recordsOut),
        Volatile.Read(ref rejected),
        Volatile.Read(ref filtered),
        Volatile.Read(ref duplicates),
        Volatile.Read(ref late),
        Volatile.Read(ref dropped))
    {
        Abandoned = Volatile.Read(ref abandoned),
    };

    internal void Restore(NodeCounts counts)
    {
        recordsIn = counts.In;
        recordsOut = counts.Out;
        rejected = counts.Rejected;
        filtered = counts.Filtered;
        duplicates = counts.Duplicates;
        late = counts.Late;
        dropped = counts.Dropped;
    }
}
