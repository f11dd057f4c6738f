namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>The notifications of a <see cref="NativeProducer"/> to its owner.</summary>
internal interface IProducerListener
{
    /// <summary>A message was acknowledged, or failed if its error is set. Called in <see cref="NativeProducer.Poll"/> and <see cref="NativeProducer.Flush"/>, on that thread.</summary>
    void Delivered(in NativeMessage message);

    /// <summary>The client has an error; librdkafka recovers by itself unless it is <see cref="NativeError.Fatal"/>. On the polling thread.</summary>
    void Failed(NativeError error, string reason);

    /// <summary>A line of librdkafka's log, on one of its threads.</summary>
    /// <param name="level">The syslog level: 3 error, 4 warning, 6 information, 7 debug.</param>
    /// <param name="text">The line.</param>
    void Log(int level, string text);
}
