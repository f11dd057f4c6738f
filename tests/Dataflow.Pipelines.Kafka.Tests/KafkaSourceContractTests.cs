using System.Globalization;
using System.Text;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Tests.Harness;
using Dataflow.Pipelines.Testing.Sources;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class KafkaSourceContractTests : MessageSourceContract<TestRecord, JsonFormat<TestRecord>>, IDisposable
{
    private const int Partitions = 3;
    private readonly TestTopic _topic = new(Partitions);
    private int _written;

    protected override int Splits => Partitions;

    protected override bool MovesSplits => true;

    // Each start joins the group again.
    protected override int Restarts => 2;

    [Theory]
    [MemberData(nameof(Rules))]
    public Task It_keeps_the_contract_of_a_source(string rule) => CheckAsync(rule);

    public void Dispose() => _topic.Dispose();

    protected override IMessageSource<TestRecord, JsonFormat<TestRecord>> CreateSource() => _topic.Source();

    protected override IMessageSource<TestRecord, JsonFormat<TestRecord>> CreateUnreachable() => new KafkaSource<TestRecord>("127.0.0.1:1", "events");

    protected override ValueTask<IReadOnlyList<byte[]>> AppendAsync(int count)
    {
        List<byte[]> messages = [];
        for (var partition = 0; partition < Partitions; partition++)
        {
            var share = (count / Partitions) + (partition < count % Partitions ? 1 : 0);
            _topic.Write(partition, share, _written);
            messages.AddRange(Enumerable.Range(_written, share).Select(number => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{partition}:{number}"))));
        }

        _written += count;
        return ValueTask.FromResult<IReadOnlyList<byte[]>>(messages);
    }
}
