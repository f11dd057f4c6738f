using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Connectors;

/// <summary>Whether a reader can read at the moment, for the status and the log.</summary>
/// <param name="HasSplits">Whether the reader has a split to read.</param>
/// <param name="SilentFor">How long the service has not answered although the reader waits for it; zero while it answers, even without new records.</param>
public readonly record struct SourceActivity(bool HasSplits, TimeSpan SilentFor)
{
    /// <summary>It has splits and its service answers.</summary>
    public static SourceActivity Reading => new(true, TimeSpan.Zero);

    /// <summary>The problem that keeps the lanes of a source from reading; <see langword="null"/> where there is none.</summary>
    internal static HealthProblem? ProblemOf(string node, IReadOnlyCollection<SourceActivity> lanes)
    {
        var silence = lanes.Max(static lane => lane.SilentFor);
        if (silence > TimeSpan.Zero)
        {
            return new HealthProblem(HealthProblemKind.NothingFetched, node, FormattableString.Invariant($"nothing fetched for {silence.TotalSeconds:0} s"));
        }

        // More lanes than splits are usual; a source of which no lane has one reads nothing.
        return lanes.Any(static lane => lane.HasSplits) ? null : new HealthProblem(HealthProblemKind.NoPartitions, node, "no partitions assigned");
    }
}
