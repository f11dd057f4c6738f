using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Tests.Harness;
using Dataflow.Pipelines.Testing.Sinks;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class KafkaSinkContractTests : SinkContract<TestRecord>, IDisposable
{
    private readonly TestTopic _topic = new(3);

    protected override SinkGuarantee Guarantee => SinkGuarantee.AtLeastOnce;

    [Theory]
    [MemberData(nameof(Rules))]
    public Task It_keeps_the_contract_of_a_sink(string rule) => CheckAsync(rule);

    public void Dispose() => _topic.Dispose();

    protected override ISink<TestRecord> CreateSink() => new KafkaSink<TestRecord>(_topic.Servers, "events");

    protected override ISink<TestRecord> CreateUnreachable() => new KafkaSink<TestRecord>("127.0.0.1:1", "events");

    protected override TestRecord RecordOf(int number) => new($"name {number % 10}", number);

    protected override async ValueTask<IReadOnlyList<TestRecord>> ReadAsync()
    {
        var format = default(JsonFormat<TestRecord>);
        await format.OpenAsync(new FormatContext { Pipeline = "tests", Node = "sink" }, CancellationToken.None);
        return [.. TopicContents.ReadAll(_topic.Servers, "events").Select(message => format.TryRead(message.Message.Value, out var record, out var reason) ? record : throw new InvalidOperationException(reason))];
    }
}
