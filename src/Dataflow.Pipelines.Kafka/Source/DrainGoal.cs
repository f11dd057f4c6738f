using System.Globalization;
using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// The positions that the complete group must reach before a drain ends. The partitions of this member are read here; every other one must be committed up to
/// its end at the start of the drain, by the member that owns it: a partition that moves between members is read by none yet. Used on the polling thread.
/// </summary>
/// <param name="options">The options of the source.</param>
/// <param name="context">The lane.</param>
/// <param name="ends">The bounds of each partition of the topic when the drain began.</param>
internal sealed class DrainGoal(ReaderOptions options, SourceContext context, IReadOnlyDictionary<int, (long Earliest, long End)> ends)
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, long> _committed = [];
    private long _asked;
    private long _progressed;

    /// <summary>Whether every partition that is not assigned here was read by another member.</summary>
    /// <exception cref="ConnectorException">No member has made progress for too long; names the partitions.</exception>
    internal bool OthersAreRead(AssignedSplits splits, IConsumer<Ignore, Ignore> consumer)
    {
        List<int> open = [.. ends.Keys.Where(partition => !splits.Owns(partition) && !IsRead(partition)).Order()];
        if (open.Count == 0)
        {
            return true;
        }

        if (_asked != 0 && context.Time.GetElapsedTime(_asked) < AskInterval)
        {
            return false;
        }

        if (_asked == 0)
        {
            _progressed = context.Time.GetTimestamp();
            context.Logger.LogInformation(
                "{Topic}: drained here; waits until other members of {Group} have read and committed partitions {Partitions}", options.Topic, options.Group, string.Join(", ", open));
        }

        // The other members may be lanes of this job: their offsets are committed with its checkpoints.
        context.RequestCheckpoint();
        Ask(consumer, open);
        _asked = context.Time.GetTimestamp();
        if (open.TrueForAll(IsRead))
        {
            return true;
        }

        return context.Time.GetElapsedTime(_progressed) < options.DrainPatience ? false : throw new ConnectorException(
            $"{options.Topic} was not drained: for {options.DrainPatience} no member of the group '{options.Group}' has made progress in "
            + string.Join(", ", open.Where(partition => !IsRead(partition)).Select(Describe))
            + ". Drain again when the other members run, or when this is the only one.");
    }

    private bool IsRead(int partition)
    {
        var (earliest, end) = ends[partition];
        var durable = context.Ledger.TryGet(options.Topic, partition, out var position) ? position.Next : -1;
        var known = Math.Max(_committed.GetValueOrDefault(partition, -1), durable);

        // Without a position the next reader starts at the configured start: at the end there is nothing to read.
        return known >= 0 ? known >= end : options.StartAtEnd || earliest >= end;
    }

    private string Describe(int partition) => string.Create(
        CultureInfo.InvariantCulture, $"partition {partition} (committed {_committed.GetValueOrDefault(partition, -1)} of {ends[partition].End})");

    private void Ask(IConsumer<Ignore, Ignore> consumer, List<int> partitions)
    {
        try
        {
            foreach (var answer in consumer.Committed(partitions.Select(partition => new TopicPartition(options.Topic, partition)), AskTimeout))
            {
                if (answer.Offset.Value > _committed.GetValueOrDefault(answer.Partition.Value, -1))
                {
                    _committed[answer.Partition.Value] = answer.Offset.Value;
                    _progressed = context.Time.GetTimestamp();
                }
            }
        }
        catch (KafkaException error)
        {
            context.Logger.LogDebug("Kafka did not return the committed offsets of {Topic}: {Reason}; the source asks again", options.Topic, options.Connection.Redact(error.Error.Reason));
        }
    }
}
