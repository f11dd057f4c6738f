using System.Text.Json.Serialization;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Hosting;

/// <summary>How a job is doing: the line that <c>run --json</c> prints, each second unless told.</summary>
/// <param name="Read">Records read since the first start.</param>
/// <param name="RecordsPerSecond">Records read a second, since the line before.</param>
/// <param name="Lag">Messages in the sources that were not read yet.</param>
/// <param name="Watermark">Up to where event time has come; <see langword="null"/> before the first record.</param>
/// <param name="Checkpoint">Number of the newest durable checkpoint.</param>
/// <param name="CpuSeconds">Processor time that the process has used.</param>
/// <param name="WorkingSet">Working set of the process, bytes.</param>
/// <param name="PeakWorkingSet">Highest working set of the process, bytes.</param>
/// <param name="AllocatedBytes">Bytes that the process has allocated on the managed heap since it started.</param>
/// <param name="Nodes">What became of the records, by node.</param>
public sealed record PipelineStatus(
    long Read, double RecordsPerSecond, long Lag, DateTimeOffset? Watermark, long Checkpoint,
    double CpuSeconds, long WorkingSet, long PeakWorkingSet, long AllocatedBytes, IReadOnlyDictionary<string, NodeCounts> Nodes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PipelineStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
