namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>What a <see cref="NativeProducer"/> tells its owner.</summary>
internal interface IProducerListener
{
    /// <summary>A message was acknowledged, or given up where its error is set. Called in <see cref="NativeProducer.Poll"/> and <see cref="NativeProducer.Flush"/>, on that thread.</summary>
    void Delivered(in NativeMessage message);

    /// <summary>The client met an error; librdkafka goes on by itself unless it is <see cref="NativeError.Fatal"/>. On the polling thread.</summary>
    void Failed(NativeError error, string reason);

    /// <summary>A line of librdkafka's own log, on one of its threads.</summary>
    /// <param name="level">Of syslog: 3 error, 4 warning, 6 information, 7 debug.</param>
    /// <param name="text">The line.</param>
    void Log(int level, string text);
}
