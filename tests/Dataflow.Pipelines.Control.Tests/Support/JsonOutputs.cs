using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>Outputs as JSON, for graphs without a pipeline class.</summary>
internal sealed class JsonOutputs : NodeOutputs
{
    private readonly Dictionary<int, JsonElement> _values = [];

    public override void Set(int node, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        _values[node] = document.RootElement.Clone();
    }

    public override void Remove(int node) => _values.Remove(node);

    public override string ToString() => string.Join(',', _values.OrderBy(static pair => pair.Key).Select(static pair => pair.Key + ":" + pair.Value.GetRawText()));

    public string? Text(int node, string name) =>
        _values.TryGetValue(node, out var value) && value.TryGetProperty(name, out var member) ? member.GetString() : null;

    public double? Number(int node, string name) =>
        _values.TryGetValue(node, out var value) && value.TryGetProperty(name, out var member) ? member.GetDouble() : null;
}
