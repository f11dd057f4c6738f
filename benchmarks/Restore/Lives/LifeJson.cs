using System.Text.Json.Serialization;

namespace Restore.Lives;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LifeReport))]
internal sealed partial class LifeJson : JsonSerializerContext;
