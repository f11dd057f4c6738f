using Dataflow.Pipelines;

namespace Samples;

/// <summary>A record of the topic: a JSON object whose members are named <c>event_id</c>, <c>user_id</c> and <c>timestamp</c>.</summary>
[Record]
public readonly partial record struct Click(string EventId, string UserId, DateTimeOffset Timestamp);
