using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Control.Processes.Orphans;

/// <summary>The stored form of <see cref="ProcessRecord"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProcessRecord))]
internal sealed partial class ProcessRecordJson : JsonSerializerContext;
