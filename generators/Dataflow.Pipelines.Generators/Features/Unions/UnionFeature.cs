using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Unions;

/// <summary><c>[Union]</c>: one stream of several. It has no block: its readers are connected to the united streams.</summary>
internal sealed class UnionFeature : NodeFeature
{
    public override string Attribute => "Union";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override string HowToFeed => "name the streams to unite, [Union(nameof(A), nameof(B))]";

    public override bool Unites => true;

    public override IEnumerable<TextModel> ParseInputs(AttributeReader reader) => reader.Texts();

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) => RepeatedStreamRule.Check(graph, graph.Node(index));
}
