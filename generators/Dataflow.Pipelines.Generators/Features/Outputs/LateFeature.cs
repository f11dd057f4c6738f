using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;

namespace Dataflow.Pipelines.Generators.Features.Outputs;

/// <summary><c>[Late]</c>: the stream of the late records of a window or a join.</summary>
internal sealed class LateFeature : NodeFeature
{
    public override string Attribute => "Late";

    public override string Word => "stream of late records";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override PortKind Port => PortKind.Late;
}
