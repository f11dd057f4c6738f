using System.Globalization;
using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// The offsets that an earlier job of the pipeline has committed to the consumer group. Offsets that another program, or a person with a Kafka tool, has set are no trace
/// of a job: a group that was moved by hand, or used by another program before, is a valid start.
/// </summary>
internal static class EarlierOffsets
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Reads the offsets of the group without becoming a member of it.</summary>
    /// <exception cref="EarlierJobException">The group has offsets that a checkpoint has committed.</exception>
    /// <exception cref="ConnectorException">The group did not answer within the start-up time-out.</exception>
    internal static async Task RefuseAsync(ReaderOptions options, SourceContext context, CancellationToken cancellationToken)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(options.Properties).SetErrorHandler(static (_, _) => { }).SetLogHandler(static (_, _) => { }).Build();
        try
        {
            var group = new GroupOffsets(consumer, options.Topic);
            var committed = await AskAsync(group, options, context, cancellationToken);
            if (TraceOf(committed, options) is { } trace)
            {
                throw new EarlierJobException(trace);
            }
        }
        finally
        {
            consumer.Close();
        }
    }

    private static async Task<IReadOnlyList<CommittedOffset>> AskAsync(GroupOffsets group, ReaderOptions options, SourceContext context, CancellationToken cancellationToken)
    {
        var began = context.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await Task.Run(() => group.Committed([.. Enumerable.Range(0, options.Partitions)], RequestTimeout), cancellationToken);
            }
            catch (KafkaException error) when (!error.Error.IsFatal && context.Time.GetElapsedTime(began) < context.StartupTimeout)
            {
                context.Logger.LogWarning("The group {Group} did not return its committed offsets: {Reason}; the source asks again", options.Group, options.Connection.Redact(error.Error.Reason));
                await Task.Delay(RetryPause, context.Time, cancellationToken);
            }
            catch (KafkaException error)
            {
                throw new ConnectorException(
                    $"Kafka at {options.Connection.BootstrapServers} did not return the offsets that the group '{options.Group}' has committed for '{options.Topic}' within the start-up time-out: {options.Connection.Redact(error.Error.Reason)}.");
            }
        }
    }

    private static string? TraceOf(IReadOnlyList<CommittedOffset> committed, ReaderOptions options)
    {
        // A group may hold offsets of several instances; the newest checkpoints of each are named.
        var jobs = committed.Where(static offset => offset is { Next: >= 0, Note: not null })
            .GroupBy(static offset => offset.Note!.Instance)
            .Select(static offsets => (Partitions: offsets.Count(), Newest: offsets.Select(static offset => offset.Note!).MaxBy(static note => (note.Attempt, note.Checkpoint))!))
            .OrderBy(static job => job.Newest.Instance, StringComparer.Ordinal)
            .Select(static job => string.Create(
                CultureInfo.InvariantCulture,
                $"instance {job.Newest.Instance}, attempt {job.Newest.Attempt}, has committed offsets of {job.Partitions} {(job.Partitions == 1 ? "partition" : "partitions")} with checkpoint {job.Newest.Checkpoint}"))
            .ToArray();
        return jobs.Length == 0 ? null : $"{string.Join(" and ", jobs)} (consumer group '{options.Group}', topic '{options.Topic}')";
    }
}
