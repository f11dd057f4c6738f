using System.Text.Json.Serialization;

namespace KafkaToParquet.Results;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Row))]
[JsonSerializable(typeof(Unmeasured))]
[JsonSerializable(typeof(Machine))]
internal sealed partial class ResultJson : JsonSerializerContext;
