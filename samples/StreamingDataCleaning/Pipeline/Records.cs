using Dataflow.Pipelines;

namespace Samples;

/// <summary>An input event: the source rejects a message without a member that has no default.</summary>
[Record]
public readonly partial record struct RawEvent(
    string EventId,
    string UserId,
    DateTimeOffset Timestamp,
    string EventType = "unknown",
    [JsonPath("properties.dwell_time")] double DwellTime = 0);

/// <summary>A cleaned event for the lake.</summary>
[Record]
public readonly partial record struct CleanEvent(string EventId, string UserId, string EventType, DateTimeOffset Timestamp, double DwellTime);

/// <summary>The statistics of a window.</summary>
[Record]
public readonly partial record struct WindowStatistics(
    [WindowStart] DateTimeOffset From,
    [WindowEnd] DateTimeOffset To,
    [Count] long Events,
    [CountDistinct(nameof(CleanEvent.UserId))] long Users);
