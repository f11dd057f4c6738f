using Dataflow.Pipelines;

namespace Samples;

/// <summary>Cleans a stream of events and writes it to a Parquet lake, by the hour.</summary>
[Pipeline("streaming_data_cleaning", Namespace = "com.company.streaming", Version = "1.0.0", Description = "Cleans a Kafka stream into a Parquet lake.")]
public sealed partial class StreamingDataCleaning
{
    [Input("Kafka 集群地址")] public required string KafkaBootstrapServers { get; init; }
    [Input("输入 Topic")] public required string InputTopic { get; init; }
    [Input("数据湖输出路径")] public required string OutputPath { get; init; }
    [Input("聚合窗口")] public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    [Source, StartWhen("cron:@startup"), HealthCheck(Interval = "30s")]
    [Watermark(nameof(RawEvent.Timestamp), MaxOutOfOrderness = "10s", IdleTimeout = "30s", MaxAhead = "1m")]
    public KafkaSource<RawEvent> KafkaSource => new(KafkaBootstrapServers, InputTopic) { GroupId = "data_cleaner_group" };

    // It runs while Kafka is healthy. The nodes after it have no triggers: they start and stop with it.
    [Operator(From = nameof(KafkaSource)), Node("stream_cleaner")]
    [StartWhen("event:kafka_source.statusChanged"), SkipWhen("kafka_source.health != 'healthy'"), StopWhen("kafka_source.health == 'unhealthy'")]
    [AlertWhen("stream_cleaner.metrics.lag > 100000", Channel = "slack", Severity = Severity.Critical, Message = "Kafka 消费延迟过高: {{stream_cleaner.metrics.lag}}")]
    public static OrReject<CleanEvent> Validate(in RawEvent e)
    {
        // The cleaned ids are checked: all ids that contain only spaces would become the same empty id.
        var (eventId, userId) = (Text.Clean(e.EventId), Text.Clean(e.UserId));
        return eventId.Length == 0 ? Reject.Because("event_id is empty")
            : userId.Length == 0 ? Reject.Because("user_id is empty")
            : e.Timestamp < Earliest ? Reject.Because("timestamp is before 2020")
            : new CleanEvent(eventId, userId, Text.Name(e.EventType), e.Timestamp, e.DwellTime);
    }

    [Operator(From = nameof(Validate))]
    public static bool NotATestUser(in CleanEvent e) => !e.UserId.StartsWith("test_", StringComparison.Ordinal);

    [Deduplicate(From = nameof(NotATestUser), Within = "5m"), KeyBy(nameof(CleanEvent.EventId))]
    public partial Stream<CleanEvent> Distinct { get; }

    [Window(From = nameof(Distinct), Tumbling = "{{ pipeline.input.window }}")]
    public partial Stream<WindowStatistics> Statistics { get; }

    [Rejected(nameof(KafkaSource), nameof(Validate))]
    public partial Stream<DeadLetter> Invalid { get; }

    [Late(From = nameof(Statistics))]
    public partial Stream<CleanEvent> TooLate { get; }          // counted in the account; the build requires a stream for late records

    [Sink(From = nameof(Distinct)), RollOn("{{ pipeline.input.window }}")]
    public ParquetSink<CleanEvent> Lake => new(OutputPath) { PartitionBy = "hour={window_start:yyyyMMddHH}" };

    [Sink(From = nameof(Statistics))]
    public ParquetSink<WindowStatistics> LakeMetadata => new(OutputPath + "/_windows");

    [Sink(From = nameof(Invalid))]
    public KafkaSink<DeadLetter> RawEventsDlq => new(KafkaBootstrapServers, InputTopic + "_dlq");

    // An earlier time is a fault of the sender's clock. MaxAhead above detects times in the future.
    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
