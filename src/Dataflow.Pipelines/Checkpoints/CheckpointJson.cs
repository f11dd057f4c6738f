using System.Text.Json;
using System.Text.Json.Serialization;
using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.Joins;
using Dataflow.Pipelines.Lookups;
using Dataflow.Pipelines.Sinks.Files;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>The shapes of a manifest, read and written without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(JobIdentity))]
[JsonSerializable(typeof(SourceState))]
[JsonSerializable(typeof(FingerprintState))]
[JsonSerializable(typeof(WindowsState))]
[JsonSerializable(typeof(KeyedBlockState))]
[JsonSerializable(typeof(LookupsState))]
[JsonSerializable(typeof(JoinState))]
[JsonSerializable(typeof(FileSetState))]
[JsonSerializable(typeof(IReadOnlyList<FilePart>))]
internal sealed partial class CheckpointJson : JsonSerializerContext
{
    /// <summary>The serializer's message without its path and position, which the reader of an error cannot use, and without a full stop.</summary>
    public static string ReasonOf(JsonException fault) => fault.Message.Split(" Path: ")[0].TrimEnd('.');
}
