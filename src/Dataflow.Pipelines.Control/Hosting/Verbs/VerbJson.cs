using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>What <c>--json</c> prints: one JSON value in snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(StatusConverter)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<RunInfo>))]
[JsonSerializable(typeof(RunDetails))]
[JsonSerializable(typeof(IReadOnlyList<AlertInfo>))]
[JsonSerializable(typeof(Silenced))]
[JsonSerializable(typeof(IReadOnlyList<ApprovalInfo>))]
[JsonSerializable(typeof(Decided))]
[JsonSerializable(typeof(List<Firing>))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Pruned))]
[JsonSerializable(typeof(List<ScheduleInfo>))]
[JsonSerializable(typeof(List<DefinitionVersion>))]
[JsonSerializable(typeof(BackfillPlan))]
[JsonSerializable(typeof(BackfillRequest))]
[JsonSerializable(typeof(List<BackfillInfo>))]
[JsonSerializable(typeof(List<StreamInfo>))]
[JsonSerializable(typeof(StreamRequest))]
[JsonSerializable(typeof(List<InputInfo>))]
[JsonSerializable(typeof(InputResult))]
[JsonSerializable(typeof(KeyInfo))]
internal sealed partial class VerbJson : JsonSerializerContext
{
    /// <summary>The text of a value.</summary>
    public static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type) + "\n";
}
