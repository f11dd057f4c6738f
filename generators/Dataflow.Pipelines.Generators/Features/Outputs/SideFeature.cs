using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;

namespace Dataflow.Pipelines.Generators.Features.Outputs;

/// <summary><c>[Side]</c>: the stream of the records that an operator emits by one of its side emitters.</summary>
internal sealed class SideFeature : NodeFeature
{
    public override string Attribute => "Side";

    public override string Word => "side output";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override PortKind Port => PortKind.Side;
}
