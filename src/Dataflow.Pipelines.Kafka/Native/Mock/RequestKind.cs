namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>The requests of Kafka's protocol that a test can make fail; values are the protocol's API keys.</summary>
internal enum RequestKind : short
{
    Produce = 0,
    Fetch = 1,
    ListOffsets = 2,
    OffsetCommit = 8,
    OffsetFetch = 9,
    JoinGroup = 11,
    Heartbeat = 12,
}
