using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Nodes;

namespace Dataflow.Pipelines.Generators.Features.Connectors;

/// <summary>The address of a health check can be requested.</summary>
internal static class EndpointRule
{
    public static IEnumerable<DiagnosticModel> Check(NodeModel node)
    {
        if (node.Health?.Endpoint is { IsMissing: false } endpoint && !IsAddress(endpoint.Text))
        {
            yield return DiagnosticModel.Of(Descriptors.OutOfRange, endpoint.Anchor, "The endpoint of the health check", node.Name, "an address such as http://kafka:8080/health", "'" + endpoint.Text + "'");
        }
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == "http" || address.Scheme == "https");
}
