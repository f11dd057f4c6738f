using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>Names in a column: one JSON array.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class NamesJson : JsonSerializerContext
{
    /// <summary>The stored form.</summary>
    public static string Write(IReadOnlyList<string> names) => JsonSerializer.Serialize(names, Default.IReadOnlyListString);

    /// <summary>Reads the stored form; null is empty.</summary>
    public static IReadOnlyList<string> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Default.IReadOnlyListString) ?? [];
}
