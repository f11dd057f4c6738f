using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>A kind of node that is executed in runs instead of being a part of a job graph.</summary>
internal abstract class RunFeature : NodeFeature
{
    public override bool IsRunBound => true;

    public override IReadOnlyList<string> Companions => ["Backoff"];

    /// <summary>What the control plane does with it: the name of a <c>ControlNodeKind</c>.</summary>
    public virtual string ControlKind => "Work";

    public override IEnumerable<TextModel> ParseInputs(AttributeReader reader) => [];

    public override string? Refuse(PipelineGraph graph, NodeModel node, NodeModel taker) => "it is " + Noun + ", whose output is one record of a run and no stream; take it by [From] or in a template";

    public override void Place(PipelinePlan plan, int index)
    {
    }

    /// <summary>The initializers of its node in the control graph, each as <c>Name = value</c>.</summary>
    public abstract IEnumerable<string> Settings(NodeModel node);

    /// <summary>Writes what an attempt does, as a method of the class of calls; nothing for a node without code.</summary>
    public abstract void EmitCall(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index);
}
