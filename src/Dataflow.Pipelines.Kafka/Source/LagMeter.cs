using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// Messages behind the high watermarks. Between two questions to the broker the ends that came with fetch responses are used; those of
/// a paused partition stand still, so the broker is asked too. On the polling thread, except <see cref="Value"/>.
/// </summary>
internal sealed class LagMeter(ReaderOptions options, SourceContext context, AssignedSplits splits, GroupMember member)
{
    private static readonly TimeSpan MeasureInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(1);

    private readonly nint _client = ConfluentHandle.Of(member.Consumer);
    private long _value = -1;
    private long _measured;
    private long _asked;

    /// <summary>-1 before anything is assigned.</summary>
    internal long Value => Interlocked.Read(ref _value);

    /// <param name="unread">Messages that were taken and wait for the lane: they count too.</param>
    internal void Measure(long unread)
    {
        if (!member.HasAssignment || (_measured != 0 && context.Time.GetElapsedTime(_measured) < MeasureInterval))
        {
            return;
        }

        _measured = context.Time.GetTimestamp();
        if (_asked == 0 || context.Time.GetElapsedTime(_asked) >= AskInterval)
        {
            Ask();
            _asked = context.Time.GetTimestamp();
        }

        var lag = unread;
        for (var partition = 0; partition < splits.Slots.Length; partition++)
        {
            ref var slot = ref splits.Slots[partition];
            if (slot.IsAssigned)
            {
                if (Librdkafka.GetWatermarkOffsets(_client, options.Topic, partition, out _, out var high) == NativeError.None)
                {
                    slot.End = Math.Max(slot.End, high);
                }

                lag += Math.Max(0, slot.End - slot.Next);
            }
        }

        Interlocked.Exchange(ref _value, lag);
    }

    private void Ask()
    {
        try
        {
            foreach (var (partition, end) in StartPositions.EndsOnce(member.Consumer, member.Assignment(), AskTimeout))
            {
                splits.Slots[partition].End = end;
            }
        }
        catch (KafkaException)
        {
            // The broker is away, which is reported where messages are read; the last ends are used.
        }
    }
}
