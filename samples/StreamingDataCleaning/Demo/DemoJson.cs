using System.Text.Json.Serialization;

namespace StreamingDataCleaning.Demo;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Account))]
internal sealed partial class DemoJson : JsonSerializerContext;
