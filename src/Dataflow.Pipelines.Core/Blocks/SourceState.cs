using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Blocks;

/// <summary>The state of a source lane in a manifest. Times are UTC ticks.</summary>
/// <param name="Watermark">The watermark of the lane at the barrier.</param>
/// <param name="Splits">The splits of the lane, and those in the checkpoint that it started from that no lane was assigned since.</param>
/// <param name="IsVacant">
/// Whether the lane had no splits after an assignment, and so held no watermark back. A lane without splits that is not vacant waits for its
/// assignment: its records may be behind the watermarks of the other lanes.
/// </param>
internal sealed record SourceState(long Watermark, IReadOnlyList<SplitState> Splits, bool IsVacant = false)
{
    /// <summary>The watermark of all lanes of the next start, to which the splits may be assigned differently.</summary>
    public static long RestoredWatermark(IReadOnlyList<SourceState> states)
    {
        // A vacant lane has no watermark of its own, and does not hold back that of the others.
        var holding = states.Where(static s => !s.IsVacant).Select(static s => s.Watermark).ToArray();
        return holding.Length > 0 ? holding.Min() : states.Select(static s => s.Watermark).DefaultIfEmpty(long.MinValue).Min();
    }
}

/// <summary>How far a split was read, and the latest event time seen in it.</summary>
internal sealed record SplitState(string Source, int Partition, long Next, long Latest, string? Cursor = null);

/// <summary>The shape in a manifest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceState))]
internal sealed partial class SourceJson : JsonSerializerContext;
