namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>The codes of <c>rd_kafka_resp_err_t</c> that are distinguished here; every other value is possible too.</summary>
internal enum NativeError
{
    None = 0,

    /// <summary>The local queue of the producer is full: poll for deliveries and try again.</summary>
    QueueFull = -184,

    /// <summary>The operation did not end in time.</summary>
    TimedOut = -185,

    /// <summary>The end of a partition; only with <c>enable.partition.eof</c>.</summary>
    PartitionEnd = -191,

    /// <summary>A transient failure of one broker's connection; librdkafka recovers by itself.</summary>
    Transport = -195,

    /// <summary>Every known broker is down; librdkafka continues to retry.</summary>
    AllBrokersDown = -187,

    /// <summary>A broker's name could not be resolved; librdkafka continues to retry.</summary>
    Resolve = -193,

    /// <summary>The requested position does not exist and <c>auto.offset.reset</c> is <c>error</c>.</summary>
    AutoOffsetReset = -140,

    /// <summary>An error after which the client stops working.</summary>
    Fatal = -150,

    /// <summary>Authentication with a broker failed.</summary>
    Authentication = -169,

    /// <summary><c>max.poll.interval.ms</c> was exceeded: the group revoked the partitions.</summary>
    MaxPollExceeded = -147,

    OffsetOutOfRange = 1,

    UnknownTopicOrPartition = 3,

    NotLeader = 6,

    RequestTimedOut = 7,

    /// <summary>More bytes than <c>message.max.bytes</c> of the client or the broker allows.</summary>
    MessageTooLarge = 10,

    CoordinatorNotAvailable = 15,

    TopicAuthorizationFailed = 29,

    GroupAuthorizationFailed = 30,
}
