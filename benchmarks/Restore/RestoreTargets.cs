using Benchmarks.Targets;

namespace Restore;

/// <summary>Targets of a restore: neither its time nor its memory grows with the number of lanes.</summary>
internal static class RestoreTargets
{
    public const string TimeOverLanes = "time_over_lanes";
    public const string MemoryOverLanes = "memory_over_lanes";

    public static IReadOnlyList<Target> All { get; } =
    [
        new(TimeOverLanes, Bound.AtMost, 1.3, "", "the longest restore, divided by that at the fewest lanes"),
        new(MemoryOverLanes, Bound.AtMost, 1.3, "", "the highest peak of memory, divided by that at the fewest lanes"),
    ];
}
