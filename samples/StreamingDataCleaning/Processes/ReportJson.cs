using System.Text.Json.Serialization;

namespace StreamingDataCleaning.Processes;

/// <summary>Reads and writes the reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PipelineReport))]
[JsonSerializable(typeof(TallyReport))]
public sealed partial class ReportJson : JsonSerializerContext;
