using Dataflow.Pipelines;

namespace Samples;

/// <summary>The smallest pipeline: the records of a topic in a Parquet lake, each exactly once. It has no triggers: it needs no control plane, and runs while its process does.</summary>
[Pipeline("topic_to_lake", Description = "Writes a topic to a Parquet lake.")]
public sealed partial class TopicToLake
{
    [Input("Kafka address")] public required string KafkaBootstrapServers { get; init; }
    [Input("Topic with the records")] public required string InputTopic { get; init; }
    [Input("Folder of the lake")] public required string OutputPath { get; init; }

    [Source, Watermark(nameof(Click.Timestamp), MaxOutOfOrderness = "10s", IdleTimeout = "30s", MaxAhead = "1m")]
    public KafkaSource<Click> Clicks => new(KafkaBootstrapServers, InputTopic);

    [Rejected(nameof(Clicks))]
    public partial Stream<DeadLetter> Invalid { get; }

    [Sink(From = nameof(Clicks)), RollOn("5m")]
    public ParquetSink<Click> Lake => new(OutputPath) { PartitionBy = "hour={window_start:yyyyMMddHH}" };

    [Sink(From = nameof(Invalid))]
    public KafkaSink<DeadLetter> DeadLetters => new(KafkaBootstrapServers, InputTopic + "_dlq");
}
