using System.Numerics;

namespace Dataflow.Pipelines.Telemetry;

/// <summary>How a lane has spent its time since it started.</summary>
/// <param name="Busy">Time in which it processed, without <paramref name="Waiting"/>.</param>
/// <param name="Waiting">Time in which it waited for credits of a lane downstream.</param>
/// <param name="Waits">How often it waited.</param>
internal readonly record struct LaneTimes(TimeSpan Busy, TimeSpan Waiting, long Waits) : IAdditionOperators<LaneTimes, LaneTimes, LaneTimes>
{
    public static LaneTimes operator +(LaneTimes a, LaneTimes b) => new(a.Busy + b.Busy, a.Waiting + b.Waiting, a.Waits + b.Waits);
}
