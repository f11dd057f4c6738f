using Dataflow.Pipelines;

namespace Samples;

/// <summary>An event as it comes: what has no default must be there, or the source rejects the message.</summary>
[Record]
public readonly partial record struct RawEvent(
    string EventId,
    string UserId,
    DateTimeOffset Timestamp,
    string EventType = "unknown",
    [JsonPath("properties.dwell_time")] double DwellTime = 0);

/// <summary>An event as it goes to the lake.</summary>
[Record]
public readonly partial record struct CleanEvent(string EventId, string UserId, string EventType, DateTimeOffset Timestamp, double DwellTime);

/// <summary>What a window held.</summary>
[Record]
public readonly partial record struct WindowStatistics(
    [WindowStart] DateTimeOffset From,
    [WindowEnd] DateTimeOffset To,
    [Count] long Events,
    [CountDistinct(nameof(CleanEvent.UserId))] long Users);
