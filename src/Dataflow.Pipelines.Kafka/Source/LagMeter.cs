using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Native;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// The number of messages up to the high watermarks. Between two requests to the broker, the ends in fetch responses are used; those of
/// a paused partition do not advance, so requests are needed too. Where the broker has not responded for a while, the lag is unknown, which is logged.
/// On the polling thread, except <see cref="Value"/> and <see cref="Activity"/>.
/// </summary>
internal sealed class LagMeter(ReaderOptions options, SourceContext context, AssignedSplits splits, GroupMember member)
{
    private static readonly TimeSpan MeasureInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(1);

    // Two requests in a row without a response.
    private static readonly TimeSpan SilenceLimit = 2 * AskInterval;

    private readonly nint _client = ConfluentHandle.Of(member.Consumer);
    private long _value = -1;
    private long _measured;
    private long _asked;
    private long _heard;
    private int _assigned;
    private bool _isSilent;
    private bool _isWithout;

    /// <summary>The lag; -1 before the first assignment, and while the broker does not respond.</summary>
    internal long Value => Silence > TimeSpan.Zero ? -1 : Interlocked.Read(ref _value);

    /// <summary>Whether partitions are assigned, and whether the broker responds.</summary>
    internal SourceActivity Activity => new(Volatile.Read(ref _assigned) > 0, Silence);

    // Computed on each read: the polling thread itself may be blocked.
    private TimeSpan Silence
    {
        get
        {
            var heard = Interlocked.Read(ref _heard);
            var silence = heard == 0 ? TimeSpan.Zero : context.Time.GetElapsedTime(heard);
            return silence > SilenceLimit ? silence : TimeSpan.Zero;
        }
    }

    /// <summary>Records that the broker has responded.</summary>
    internal void Hear() => Interlocked.Exchange(ref _heard, context.Time.GetTimestamp());

    /// <param name="unread">Messages that were taken and wait for the lane; they are part of the lag.</param>
    internal void Measure(long unread)
    {
        if (_measured != 0 && context.Time.GetElapsedTime(_measured) < MeasureInterval)
        {
            return;
        }

        _measured = context.Time.GetTimestamp();
        Report();
        if (!member.HasAssignment)
        {
            return;
        }

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

    /// <summary>Logs a state when it starts and when it ends.</summary>
    private void Report()
    {
        // A member without assigned partitions expects no messages. One that has lost its partitions does: the client drops them by itself
        // when the broker has been unavailable for the length of a session.
        var isWithout = member.HasAssignment && splits.Count == 0;
        if (_heard == 0 || isWithout || (_assigned == 0 && splits.Count > 0))
        {
            Hear();
        }

        Volatile.Write(ref _assigned, splits.Count);
        if (isWithout && !_isWithout)
        {
            context.Logger.LogInformation("{Topic}: no partitions assigned; the other members of {Group} read all of them", options.Topic, options.Group);
        }

        _isWithout = isWithout;
        var silence = Silence;
        if (silence > TimeSpan.Zero && !_isSilent)
        {
            context.Logger.LogWarning(
                "{Topic}: nothing fetched for {Seconds:0} s, Kafka at {Servers} does not answer; the lag is unknown until it does",
                options.Topic, silence.TotalSeconds, options.Connection.BootstrapServers);
        }
        else if (silence == TimeSpan.Zero && _isSilent)
        {
            context.Logger.LogInformation("{Topic}: Kafka at {Servers} answers again", options.Topic, options.Connection.BootstrapServers);
        }

        _isSilent = silence > TimeSpan.Zero;
    }

    private void Ask()
    {
        if (splits.Count == 0)
        {
            return;
        }

        try
        {
            foreach (var (partition, end) in StartPositions.EndsOnce(member.Consumer, member.Assignment(), AskTimeout))
            {
                splits.Slots[partition].End = end;
            }

            Hear();
        }
        catch (KafkaException)
        {
            // The broker is unavailable, which is reported where messages are read; the last ends are used.
        }
    }
}
