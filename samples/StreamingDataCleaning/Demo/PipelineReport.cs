using System.Text.Json.Serialization;

namespace StreamingDataCleaning.Demo;

/// <summary>The line that the pipeline prints each second.</summary>
internal sealed record PipelineReport(
    long Read,
    double RecordsPerSecond,
    long Lag,
    DateTimeOffset? Watermark,
    long Checkpoint,
    double CpuSeconds,
    long PeakWorkingSet,
    IReadOnlyDictionary<string, NodeReport> Nodes);

/// <summary>What became of the records of a node.</summary>
internal sealed record NodeReport(long In, long Out, long Rejected, long Filtered, long Duplicates, long Late);

/// <summary>The load generator's tally.</summary>
internal sealed record TallyReport(bool Done, long In, double Seconds, double HeldBackSeconds, long Rejected, long Filtered, long Duplicate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PipelineReport))]
[JsonSerializable(typeof(TallyReport))]
[JsonSerializable(typeof(Account))]
internal sealed partial class DemoJson : JsonSerializerContext;
