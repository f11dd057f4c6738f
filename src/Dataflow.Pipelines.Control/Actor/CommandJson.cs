using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>The stored form of what is in an inbox.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventMessage))]
[JsonSerializable(typeof(ControlCommand))]
internal sealed partial class CommandJson : JsonSerializerContext;
