using System.Text.Json.Serialization;

namespace Nexmark.Running;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SuiteRow))]
internal sealed partial class SuiteJson : JsonSerializerContext;
