using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>
/// A producer without an object, a delegate or an allocation per message: one call takes a run of messages, and deliveries return
/// through one static callback. Confluent.Kafka's own producer needs all three for each delivery report.
/// Used by one thread at a time.
/// </summary>
internal sealed unsafe class NativeProducer : IDisposable
{
    private readonly IProducerListener _listener;
    private GCHandle _self;
    private nint _client;

    /// <exception cref="ArgumentException">A property was refused.</exception>
    internal NativeProducer(IReadOnlyCollection<KeyValuePair<string, string>> properties, IProducerListener listener)
    {
        _listener = listener;
        var configuration = ClientProperties.Configure(properties);
        _self = GCHandle.Alloc(this);
        Librdkafka.ConfigurationSetOpaque(configuration, GCHandle.ToIntPtr(_self));
        Librdkafka.ConfigurationSetDelivery(configuration, &OnDelivery);
        Librdkafka.ConfigurationSetError(configuration, &OnError);
        Librdkafka.ConfigurationSetLog(configuration, &OnLog);
        try
        {
            _client = ClientProperties.NewProducer(configuration, properties);
        }
        catch
        {
            _self.Free();
            throw;
        }
    }

    internal nint Handle => _client;

    /// <summary>Messages that are neither acknowledged nor failed.</summary>
    internal int Outstanding => Librdkafka.OutstandingCount(_client);

    /// <summary>A topic to produce to; must be released with <see cref="Librdkafka.TopicDestroy"/> before this is disposed of.</summary>
    internal nint Topic(string name) => Librdkafka.TopicNew(_client, name, 0);

    /// <summary>Produces a run of messages; payloads are copied.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition, or <see cref="Librdkafka.PartitionUnassigned"/>.</param>
    /// <param name="run">The messages.</param>
    /// <param name="error">
    /// Why not all were accepted. <see cref="NativeError.QueueFull"/>: retry the tail after a poll. Any other: one message can never be sent; later ones may have been accepted.
    /// </param>
    /// <returns>How many were accepted.</returns>
    internal static int Produce(nint topic, int partition, Span<NativeMessage> run, out NativeError error)
    {
        int taken;
        fixed (NativeMessage* first = run)
        {
            taken = Librdkafka.ProduceBatch(topic, partition, Librdkafka.CopyPayload, first, run.Length);
        }

        error = NativeError.None;
        for (var i = 0; taken < run.Length && error == NativeError.None; i++)
        {
            error = run[i].Error;
        }

        return taken;
    }

    /// <summary>Produces one message field by field; everything is copied.</summary>
    internal NativeError Produce(ReadOnlySpan<NativeField> fields)
    {
        fixed (NativeField* first = fields)
        {
            var error = Librdkafka.ProduceFields(_client, first, (nuint)fields.Length);
            if (error == 0)
            {
                return NativeError.None;
            }

            var code = Librdkafka.ErrorCode(error);
            Librdkafka.ErrorDestroy(error);
            return code;
        }
    }

    /// <summary>Serves pending events; waits at most this long for the first one.</summary>
    internal int Poll(int waitMilliseconds) => Librdkafka.Poll(_client, waitMilliseconds);

    /// <summary>Waits until every message is acknowledged or failed.</summary>
    /// <returns>Whether that happened within the given time.</returns>
    internal bool Flush(int waitMilliseconds) => Librdkafka.Flush(_client, waitMilliseconds) == NativeError.None;

    /// <summary>Destroys the client. Undelivered messages are lost: flush first.</summary>
    public void Dispose()
    {
        if (_client == 0)
        {
            return;
        }

        Librdkafka.Purge(_client, 3);
        _ = Librdkafka.Poll(_client, 0);
        Librdkafka.Destroy(_client);
        _client = 0;
        _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDelivery(nint client, NativeMessage* message, nint opaque) => Owner(opaque)._listener.Delivered(in *message);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnError(nint client, NativeError error, byte* reason, nint opaque) => Owner(opaque)._listener.Failed(error, Librdkafka.Text(reason));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(nint client, int level, byte* facility, byte* text) =>
        Owner(Librdkafka.Opaque(client))._listener.Log(level, $"{Librdkafka.Text(facility)}: {Librdkafka.Text(text)}");

    private static NativeProducer Owner(nint opaque) => (NativeProducer)GCHandle.FromIntPtr(opaque).Target!;
}
