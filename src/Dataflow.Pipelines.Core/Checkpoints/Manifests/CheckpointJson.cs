using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>The shapes of a manifest, read and written without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(JobIdentity))]
internal sealed partial class CheckpointJson : JsonSerializerContext
{
    /// <summary>The serializer's message without its path and position, which are of no use in an error, and without a full stop.</summary>
    public static string ReasonOf(JsonException fault) => fault.Message.Split(" Path: ")[0].TrimEnd('.');
}
