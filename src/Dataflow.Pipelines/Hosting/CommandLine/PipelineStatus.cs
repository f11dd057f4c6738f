using System.Globalization;
using System.Text.Json.Serialization;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The status of a job: the line that <c>run --json</c> prints, each second by default.</summary>
/// <param name="Read">Records read since the first start.</param>
/// <param name="RecordsPerSecond">Records read per second, since the previous line.</param>
/// <param name="Lag">Messages in the sources that are not read yet; <see langword="null"/> where a source does not report it.</param>
/// <param name="Watermark">The current event time of the job; <see langword="null"/> before the first record.</param>
/// <param name="Checkpoint">Number of the newest durable checkpoint.</param>
/// <param name="CpuSeconds">Processor time that the process has used.</param>
/// <param name="WorkingSet">Working set of the process, bytes.</param>
/// <param name="PeakWorkingSet">Highest working set of the process, bytes.</param>
/// <param name="AllocatedBytes">Bytes that the process has allocated on the managed heap since it started.</param>
/// <param name="Nodes">Counts of records, by node.</param>
/// <param name="BehindAfterMove">Records behind the watermark in splits that moved here from another reader; since the start.</param>
/// <param name="StalledSources">Sources that cannot read at the moment, and async operators whose places are all held by abandoned calls: the reason, by node.</param>
public sealed record PipelineStatus(
    long Read, double RecordsPerSecond, long? Lag, DateTimeOffset? Watermark, long Checkpoint,
    double CpuSeconds, long WorkingSet, long PeakWorkingSet, long AllocatedBytes, IReadOnlyDictionary<string, NodeCounts> Nodes, long BehindAfterMove,
    IReadOnlyDictionary<string, string> StalledSources)
{
    /// <summary>The status as a readable line.</summary>
    internal string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Read:n0} records read, {RecordsPerSecond:n0}/s, lag {(Lag is { } lag ? lag.ToString("n0", CultureInfo.InvariantCulture) : "unknown")}, watermark {Watermark:yyyy-MM-ddTHH:mm:ssZ}, checkpoint {Checkpoint}{string.Concat(StalledSources.Select(static source => $", {source.Key}: {source.Value}"))}");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PipelineStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
