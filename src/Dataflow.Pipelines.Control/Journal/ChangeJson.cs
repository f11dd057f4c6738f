using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Control.Journal;

/// <summary>The stored form of changes: JSON in snake case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(Change))]
internal sealed partial class ChangeJson : JsonSerializerContext
{
    /// <summary>The stored form of a change.</summary>
    public static string Write(Change change) => JsonSerializer.Serialize(change, Default.Change);

    /// <summary>Reads a stored change.</summary>
    /// <exception cref="JsonException">It is damaged, or of a newer version.</exception>
    public static Change Read(string json) => JsonSerializer.Deserialize(json, Default.Change) ?? throw new JsonException("A change is a JSON object, not null.");
}
