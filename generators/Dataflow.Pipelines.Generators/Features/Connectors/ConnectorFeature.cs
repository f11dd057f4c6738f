using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Connectors;

/// <summary>The common base of sources and sinks: a property whose type is a connector.</summary>
internal abstract class ConnectorFeature : NodeFeature
{
    public override MemberShape Shape => MemberShape.Property;

    public override IReadOnlyList<string> Companions => ["HealthCheck"];

    /// <summary>Name of the interface that the connector's type must implement; its argument is the record type.</summary>
    protected abstract string Interface { get; }

    public override ITypeSymbol? ParseCarried(ITypeSymbol declared) =>
        declared.AllInterfaces.Concat(declared is INamedTypeSymbol self ? [self] : []).FirstOrDefault(candidate => Symbols.Is(candidate, Vocabulary.Connectors, Interface, 1))?.TypeArguments[0];

    public override DiagnosticModel WrongType(NodeModel node) =>
        DiagnosticModel.Of(Descriptors.NoConnector, Anchor.OfMemberType(node.Member), node.DeclaredType.Display, Word, Interface + "<T>");

    public override IEnumerable<DiagnosticModel> Check(Graph.PipelineGraph graph, int index) => WholeFormatRule.Check(graph, graph.Node(index)).Concat(EndpointRule.Check(graph.Node(index)));
}
