using System.Numerics;
using System.Text.Json.Serialization;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Telemetry;

/// <summary>Counts of the records of a node, by outcome; see <see cref="NodeCounters"/>.</summary>
/// <param name="In">Entered.</param>
/// <param name="Out">Left by the main output, or were written.</param>
/// <param name="Rejected">Left as rejects.</param>
/// <param name="Filtered">Dropped by a filter.</param>
/// <param name="Duplicates">Dropped as duplicates.</param>
/// <param name="Late">Arrived after their window had closed.</param>
/// <param name="Dropped">Dropped by a full buffer, by its <see cref="WhenFull"/>.</param>
public readonly record struct NodeCounts(long In, long Out, long Rejected, long Filtered, long Duplicates, long Late, long Dropped) : IAdditionOperators<NodeCounts, NodeCounts, NodeCounts>
{
    /// <summary>Calls of an async operator that timed out and whose methods still run: each holds one of the <c>MaxConcurrency</c> places.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Abandoned { get; init; }

    /// <summary>Sum, field by field.</summary>
    public static NodeCounts operator +(NodeCounts a, NodeCounts b) => new(
        a.In + b.In, a.Out + b.Out, a.Rejected + b.Rejected, a.Filtered + b.Filtered, a.Duplicates + b.Duplicates, a.Late + b.Late, a.Dropped + b.Dropped)
    {
        Abandoned = a.Abandoned + b.Abandoned,
    };
}
