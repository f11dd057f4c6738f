namespace Dataflow.Pipelines.Generators.Tests.Support;

/// <summary>Sources that several tests use.</summary>
internal static class Sources
{
    /// <summary>Connectors that need no service.</summary>
    public const string Connectors = """
        using Dataflow.Pipelines;
        using Dataflow.Pipelines.Connectors;

        namespace Connectors;

        public sealed class KafkaSource<T>(string servers, string topic) : IMessageSource<T, JsonFormat<T>>
            where T : struct, IRecord<T>
        {
            public string? GroupId { get; init; }

            public string Name => servers + "/" + topic;

            public JsonFormat<T> Format { get; init; }

            public ValueTask<ISourceReader<MessageChunk>> OpenAsync(SourceContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

            public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
        }

        public sealed class ParquetSink<T>(string path) : ISink<T>
            where T : struct, IRecord<T>
        {
            public string? PartitionBy { get; init; }

            public string Path => path;

            public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

            public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
        }
        """;

    /// <summary>The streaming example of the language.</summary>
    public const string Cleaning = """"
        using Connectors;
        using Dataflow.Pipelines;

        namespace Samples;

        [Pipeline("streaming_data_cleaning", Namespace = "com.company.streaming", Version = "1.0.0")]
        public sealed partial class StreamingDataCleaning
        {
            [Input("Kafka 集群地址")] public required string KafkaBootstrapServers { get; init; }
            [Input("输入 Topic")] public required string InputTopic { get; init; }
            [Input("数据湖输出路径")] public required string OutputPath { get; init; }
            [Input("聚合窗口")] public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

            [Source, StartWhen("cron:@startup"), HealthCheck(Interval = "30s")]
            [Watermark(nameof(RawEvent.Timestamp), MaxOutOfOrderness = "10s", IdleTimeout = "30s", MaxAhead = "1m")]
            public KafkaSource<RawEvent> KafkaSource => new(KafkaBootstrapServers, InputTopic) { GroupId = "data_cleaner_group" };

            [Operator(From = nameof(KafkaSource)), Node("stream_cleaner")]
            [StartWhen("event:kafka_source.statusChanged"), SkipWhen("kafka_source.health != 'healthy'"), StopWhen("kafka_source.health == 'unhealthy'")]
            [AlertWhen("stream_cleaner.metrics.lag > 100000", Channel = "slack", Severity = Severity.Critical, Message = "Kafka 消费延迟过高: {{stream_cleaner.metrics.lag}}")]
            public static OrReject<CleanEvent> Validate(in RawEvent e) =>
                e is { EventId.Length: > 0, UserId.Length: > 0 }
                    ? new CleanEvent(e.EventId, e.UserId, e.EventType, e.Timestamp, e.DwellTime)
                    : Reject.Because("event_id or user_id is missing");

            [Operator(From = nameof(Validate))]
            public static bool NotATestUser(in CleanEvent e) => !e.UserId.StartsWith("test_", StringComparison.Ordinal);

            [Deduplicate(From = nameof(NotATestUser), Within = "5m"), KeyBy(nameof(CleanEvent.EventId))]
            public partial Stream<CleanEvent> Distinct { get; }

            [Window(From = nameof(Distinct), Tumbling = "{{ pipeline.input.window }}")]
            public partial Stream<WindowStatistics> Statistics { get; }

            [Rejected(nameof(KafkaSource), nameof(Validate))]
            public partial Stream<DeadLetter> Invalid { get; }

            [Late(From = nameof(Statistics))]
            public partial Stream<CleanEvent> TooLate { get; }

            [Sink(From = nameof(Distinct)), RollOn("{{ pipeline.input.window }}")]
            public ParquetSink<CleanEvent> Lake => new(OutputPath) { PartitionBy = "hour={window_start:yyyyMMddHH}" };

            [Sink(From = nameof(Statistics))]
            public ParquetSink<WindowStatistics> LakeMetadata => new(OutputPath + "/_windows");

            [Sink(From = nameof(Invalid))]
            public ParquetSink<DeadLetter> RawEventsDlq => new("raw_events_dlq");
        }

        [Record] public readonly partial record struct RawEvent(string EventId, string UserId, string EventType, DateTimeOffset Timestamp, double DwellTime);
        [Record] public readonly partial record struct CleanEvent(string EventId, string UserId, string EventType, DateTimeOffset Timestamp, double DwellTime);
        [Record] public readonly partial record struct WindowStatistics([WindowStart] DateTimeOffset From, [Count] long Events, [CountDistinct(nameof(CleanEvent.UserId))] long Users);
        """";

    /// <summary>The streams of the recommendation example; its tasks belong to the control plane.</summary>
    public const string Recommendation = """"
        using Connectors;
        using Dataflow.Pipelines;

        namespace Samples;

        [Pipeline("user-behavior-analysis-recommendation", Namespace = "com.company.recommendation", Version = "1.0.0", Title = "用户行为分析与推荐")]
        [ExternalEvent("manual.stop"), ExternalEvent("kafka_config.updated")]
        public sealed partial class UserBehaviorAnalysisRecommendation
        {
            [Input("Kafka集群配置")] public string KafkaConfig { get; init; } = "localhost:9092";

            [Source, StartWhen("event:pipeline.started", Mode = StartMode.Once), StopWhen("event:manual.stop || event:pipeline.shutdown"), RestartWhen("event:kafka_config.updated")]
            [Watermark(nameof(Click.EventTime), MaxOutOfOrderness = "10s", IdleTimeout = "30s")]
            public KafkaSource<Click> IngestClickstream => new(KafkaConfig, "user_clicks");

            [Operator(From = nameof(IngestClickstream)), StartWhen("event:ingest_clickstream.started"), StopWhen("event:ingest_clickstream.stopped")]
            public static CleanedClick? CleanClickstream(in Click c, in Moment m) =>
                c.UserId.StartsWith("test_", StringComparison.Ordinal) || c.DwellTime < 1
                    ? null
                    : new(c.UserId, c.ItemId, c.EventTime, c.DwellTime, m.ProcessingTime);

            [Window(From = nameof(CleanClickstream), Tumbling = "5m"), KeyBy(nameof(CleanedClick.UserId))]
            [StartWhen("event:clean_clickstream.started"), StopWhen("event:clean_clickstream.stopped"), AlertWhen("cron:*/5 * * * * && {{ lag_seconds > 300 }}")]
            public partial Stream<UserFeatures> RealtimeAggregation { get; }

            [Sink(From = nameof(RealtimeAggregation))]
            public ParquetSink<UserFeatures> FeatureCache => new("features");
        }

        [Record] public readonly partial record struct Click(string UserId, string ItemId, DateTimeOffset EventTime, double DwellTime);

        [Record] public readonly partial record struct CleanedClick(string UserId, string ItemId, DateTimeOffset EventTime, double DwellTime, DateTimeOffset ProcessedAt);

        [Record] public readonly partial record struct UserFeatures(
            [WindowKey] string UserId, [WindowStart] DateTimeOffset From,
            [Count] long ClickCount, [CountDistinct(nameof(CleanedClick.ItemId))] long UniqueItems, [Average(nameof(CleanedClick.DwellTime))] double AvgDwellTime);
        """";
}
