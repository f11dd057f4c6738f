using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>The only place that uses internals of Confluent.Kafka: it finds the native client of a managed client.</summary>
internal static class ConfluentHandle
{
    /// <summary>The <c>rd_kafka_t</c> of a client; valid until that client is disposed of, and owned by it.</summary>
    /// <exception cref="NotSupportedException">This version of Confluent.Kafka stores its handle elsewhere.</exception>
    internal static nint Of(IClient client)
    {
        var property = typeof(Handle).GetProperty("LibrdkafkaHandle", BindingFlags.Instance | BindingFlags.NonPublic);
        if (property?.GetValue(client.Handle) is SafeHandle { IsInvalid: false } handle)
        {
            return handle.DangerousGetHandle();
        }

        throw new NotSupportedException(
            $"Confluent.Kafka {typeof(Handle).Assembly.GetName().Version} has no usable property Handle.LibrdkafkaHandle, which the batch reader of " +
            "Dataflow.Pipelines.Kafka needs. Reference Confluent.Kafka 2.16.0, the version it was built and tested with.");
    }
}
