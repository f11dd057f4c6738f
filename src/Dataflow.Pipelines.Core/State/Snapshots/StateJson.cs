using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.State;

/// <summary>The JSON types of state in files and manifests, read and written without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(StateFileHead))]
[JsonSerializable(typeof(StateFileFormat))]
[JsonSerializable(typeof(MemorySnapshot))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(string))]
internal sealed partial class StateJson : JsonSerializerContext;
