using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>Parameters of a run in a column: one JSON object.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class ParametersJson : JsonSerializerContext
{
    /// <summary>The stored form; null for none.</summary>
    public static string? Write(IReadOnlyDictionary<string, string> parameters) =>
        parameters.Count == 0 ? null : JsonSerializer.Serialize(parameters, Default.IReadOnlyDictionaryStringString);
}
