using System.Globalization;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>
/// librdkafka's mock cluster: brokers in this process that speak the real protocol over loopback TCP to real clients. For tests
/// and the demo. It stores 5 MiB or 100,000 batches per partition in memory and drops the oldest, answers a fetch with one
/// batch per partition, and accepts transactions without effect.
/// </summary>
internal sealed unsafe class MockCluster : IProducerListener, IDisposable
{
    private readonly NativeProducer _owner;
    private readonly int _brokers;
    private nint _cluster;

    /// <param name="brokers">Number of brokers, which are numbered from 1; each listens on a port that the system chooses.</param>
    /// <param name="rebalanceDelayMilliseconds">How long the first member of a group waits for others.</param>
    internal MockCluster(int brokers = 1, int rebalanceDelayMilliseconds = 100)
    {
        _brokers = brokers;
        using (new BlockedSignals())
        {
            _owner = new([new("test.mock.num.brokers", brokers.ToString(CultureInfo.InvariantCulture))], this);
        }

        _cluster = Librdkafka.MockClusterOf(_owner.Handle);
        Librdkafka.MockGroupInitialRebalanceDelay(_cluster, rebalanceDelayMilliseconds);
    }

    /// <summary>Addresses to connect to, as in <c>127.0.0.1:4711</c>, separated by commas.</summary>
    internal string BootstrapServers => Librdkafka.Text(Librdkafka.MockBootstraps(_cluster));

    internal void CreateTopic(string topic, int partitions) => Check(Librdkafka.MockTopicCreate(_cluster, topic, partitions, _brokers), $"create topic {topic}");

    /// <summary>Answers metadata requests for a topic with an error; <see cref="NativeError.None"/> restores normal answers.</summary>
    internal void SetTopicError(string topic, NativeError error) => Librdkafka.MockTopicSetError(_cluster, topic, error);

    /// <summary>Deletes the messages before an offset, as retention does.</summary>
    internal void DeleteRecords(string topic, int partition, long before) =>
        Check(Librdkafka.MockDeleteRecords(_cluster, topic, partition, before), $"delete records of {topic} [{partition}]");

    /// <summary>Closes every connection and refuses new ones.</summary>
    internal void SetDown() => EachBroker(broker => Librdkafka.MockBrokerSetDown(_cluster, broker), "take down");

    internal void SetUp() => EachBroker(broker => Librdkafka.MockBrokerSetUp(_cluster, broker), "bring up");

    internal void SetRoundTrip(int milliseconds) => EachBroker(broker => Librdkafka.MockBrokerSetRoundTrip(_cluster, broker, milliseconds), "slow down");

    /// <summary>Answers the next requests of a kind with these errors, one each.</summary>
    internal void FailNext(RequestKind kind, params ReadOnlySpan<NativeError> errors)
    {
        fixed (NativeError* first = errors)
        {
            Librdkafka.MockPushRequestErrors(_cluster, (short)kind, (nuint)errors.Length, first);
        }
    }

    internal void StopFailing(RequestKind kind) => Librdkafka.MockClearRequestErrors(_cluster, (short)kind);

    public void Dispose()
    {
        _cluster = 0;
        _owner.Dispose();
    }

    void IProducerListener.Delivered(in NativeMessage message)
    {
        // Nothing is produced through the client that owns the cluster.
    }

    void IProducerListener.Failed(NativeError error, string reason)
    {
        // The owner is also a client of its own cluster, and reports when a test takes the cluster down: that is expected.
    }

    void IProducerListener.Log(int level, string text)
    {
        // As above.
    }

    private static void Check(NativeError error, string what)
    {
        if (error != NativeError.None)
        {
            throw new InvalidOperationException($"The mock cluster could not {what}: {Librdkafka.Describe(error)}");
        }
    }

    private void EachBroker(Func<int, NativeError> command, string what)
    {
        for (var broker = 1; broker <= _brokers; broker++)
        {
            Check(command(broker), $"{what} broker {broker}");
        }
    }
}
