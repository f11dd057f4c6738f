using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>The stored form of notifications that are to be sent: JSON in snake case. Names are stored: they do not change.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlertNotification))]
internal sealed partial class OutgoingJson : JsonSerializerContext
{
    public static string Write(AlertNotification notification) => JsonSerializer.Serialize(notification, Default.AlertNotification);

    /// <exception cref="JsonException">It is damaged, or of a newer version.</exception>
    public static AlertNotification Read(string json) => JsonSerializer.Deserialize(json, Default.AlertNotification) ?? throw new JsonException("A notification is a JSON object, not null.");
}
