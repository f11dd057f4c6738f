namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>The queue of a group member, read in batches. Owned by one polling thread, which also runs the callbacks of Confluent.Kafka.</summary>
/// <param name="client">The <c>rd_kafka_t</c> of a consumer that outlives this.</param>
internal sealed unsafe class ConsumerQueue(nint client) : IDisposable
{
    // Synchronizes the polling thread with threads that wake it; only the polling thread takes messages and disposes of this.
    private readonly Lock _gate = new();
    private nint _queue = Librdkafka.QueueGetConsumer(client);

    /// <summary>
    /// Takes the available messages, as many as fit; if none is available, waits for one message.
    /// </summary>
    /// <param name="messages">Receives pointers; each is to be destroyed by the caller.</param>
    /// <param name="waitMilliseconds">How long to wait for the first one.</param>
    /// <returns>How many were written; 0 after a wait in which only callbacks, or nothing, arrived.</returns>
    internal int Take(Span<nint> messages, int waitMilliseconds)
    {
        fixed (nint* room = messages)
        {
            // librdkafka waits until the batch is full or the time has elapsed. So it is called twice: without waiting for the
            // available messages, and with waiting for the first one only.
            var taken = Take((NativeMessage**)room, messages.Length, 0);
            if (taken == 0 && waitMilliseconds > 0)
            {
                taken = Take((NativeMessage**)room, 1, waitMilliseconds);
                if (taken == 1 && messages.Length > 1)
                {
                    taken += Take((NativeMessage**)room + 1, messages.Length - 1, 0);
                }
            }

            return taken;
        }
    }

    /// <summary>Ends a wait in progress on another thread. May be called at any time, also after disposal.</summary>
    internal void Wake()
    {
        lock (_gate)
        {
            if (_queue != 0)
            {
                Librdkafka.QueueYield(_queue);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_queue != 0)
            {
                Librdkafka.QueueDestroy(_queue);
                _queue = 0;
            }
        }
    }

    private int Take(NativeMessage** room, int size, int milliseconds)
    {
        var taken = Librdkafka.ConsumeBatchQueue(_queue, milliseconds, room, (nuint)size);
        return taken >= 0 ? (int)taken : throw new InvalidOperationException("librdkafka refused to read the consumer's queue; is the consumer closed?");
    }
}
