using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Unions;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Outputs;

/// <summary><c>[Rejected]</c>: the stream of the rejects of one or more nodes.</summary>
internal sealed class RejectedFeature : NodeFeature
{
    public override string Attribute => "Rejected";

    public override string Word => "stream of rejects";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override PortKind Port => PortKind.Rejects;

    public override string HowToFeed => "name the nodes whose rejects it takes, [Rejected(nameof(A))]";

    public override IEnumerable<TextModel> ParseInputs(AttributeReader reader) =>
        reader.TryText("From") is { } from ? reader.Texts().Concat([from]) : reader.Texts();

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) => RepeatedStreamRule.Check(graph, graph.Node(index));
}
