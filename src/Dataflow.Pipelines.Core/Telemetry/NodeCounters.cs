using System.ComponentModel;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// Counts of the records of a node in one lane, by outcome. Written by the lane only, read by other threads for display;
/// the counts of a checkpoint are taken between two messages and are exact: In = Out + Rejected + Filtered + Duplicates +
/// Late + Dropped for a node that emits at most one record for each.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NodeCounters(string node)
{
    private long _recordsIn;
    private long _recordsOut;
    private long _rejected;
    private long _filtered;
    private long _duplicates;
    private long _late;
    private long _dropped;
    private long _abandoned;
    private NodeCounts _restored;

    /// <summary>Id of the node.</summary>
    public string Node { get; } = node;

    /// <summary>Records that entered.</summary>
    public ref long In => ref _recordsIn;

    /// <summary>Records that left by the main output, or were written.</summary>
    public ref long Out => ref _recordsOut;

    /// <summary>Records that left as rejects.</summary>
    public ref long Rejected => ref _rejected;

    /// <summary>Records that a filter dropped.</summary>
    public ref long Filtered => ref _filtered;

    /// <summary>Records that a de-duplication dropped.</summary>
    public ref long Duplicates => ref _duplicates;

    /// <summary>Records that arrived after their window had closed.</summary>
    public ref long Late => ref _late;

    /// <summary>Records that a full buffer dropped, by its <see cref="WhenFull"/>.</summary>
    public ref long Dropped => ref _dropped;

    /// <summary>Calls of an async operator that timed out and whose methods still run. A current value, not part of checkpoints.</summary>
    public ref long Abandoned => ref _abandoned;

    /// <summary>The current values.</summary>
    public NodeCounts Read() => new(
        Volatile.Read(ref _recordsIn),
        Volatile.Read(ref _recordsOut),
        Volatile.Read(ref _rejected),
        Volatile.Read(ref _filtered),
        Volatile.Read(ref _duplicates),
        Volatile.Read(ref _late),
        Volatile.Read(ref _dropped))
    {
        Abandoned = Volatile.Read(ref _abandoned),
    };

    /// <summary>The counts since the job started.</summary>
    internal NodeCounts ReadSinceStart()
    {
        var now = Read();
        return new NodeCounts(
            now.In - _restored.In, now.Out - _restored.Out, now.Rejected - _restored.Rejected, now.Filtered - _restored.Filtered,
            now.Duplicates - _restored.Duplicates, now.Late - _restored.Late, now.Dropped - _restored.Dropped)
        {
            Abandoned = now.Abandoned,
        };
    }

    internal void Restore(NodeCounts counts)
    {
        _restored = counts;
        _recordsIn = counts.In;
        _recordsOut = counts.Out;
        _rejected = counts.Rejected;
        _filtered = counts.Filtered;
        _duplicates = counts.Duplicates;
        _late = counts.Late;
        _dropped = counts.Dropped;
    }
}
