using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>Outputs as JSON, for graphs that no class stands behind.</summary>
internal sealed class JsonOutputs : NodeOutputs
{
    private readonly Dictionary<int, JsonElement> _values = [];

    public override void Set(int node, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        _values[node] = document.RootElement.Clone();
    }

    public override void Remove(int node) => _values.Remove(node);

    public double? Number(int node, string name) =>
        _values.TryGetValue(node, out var value) && value.TryGetProperty(name, out var member) ? member.GetDouble() : null;
}
