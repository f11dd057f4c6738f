using Dataflow.Pipelines.Generators.Diagnostics;
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

    /// <summary>What the control plane does with it: the name of a <c>ControlNodeKind</c>, and of the property of a node in the control graph that says how.</summary>
    public virtual string ControlKind => "Work";

    public override IEnumerable<TextModel> ParseInputs(AttributeReader reader) => [];

    public override string? Refuse(PipelineGraph graph, NodeModel node, NodeModel taker) => "it is " + Noun + ", whose output is one record of a run and no stream; take it by [From] or in a template";

    public override void Place(PipelinePlan plan, int index)
    {
    }

    /// <summary>Whether a node has an output.</summary>
    public virtual bool HasOutput(NodeModel node) => node.Output is not null;

    /// <summary>The values of a node's output that triggers and templates can name; none without an output.</summary>
    public virtual IReadOnlyList<OutputValue> Values(PipelineModel pipeline, NodeModel node) => OutputValue.Of(pipeline.FindRecord(node.Output));

    /// <summary>What is wrong with a node that takes the record, or a value, that not each output of another node has; null where that one has it whenever the node starts.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="node">Index of the node that takes it.</param>
    /// <param name="producer">Index of the node of this kind, which has completed when the other one starts.</param>
    /// <param name="place">Where it is taken.</param>
    /// <param name="what">What takes it, in messages.</param>
    /// <param name="otherFix">Another fix than to change the trigger, to be put before that one; empty for none.</param>
    public virtual DiagnosticModel? CheckConditional(PipelineGraph graph, int node, int producer, Anchor place, string what, string otherFix) => null;

    /// <summary>What has the values, in messages.</summary>
    public virtual string Owner(NodeModel node) => node.Output?.Display ?? node.Name;

    /// <summary>The type of the field with a node's output, without its <c>?</c>.</summary>
    public virtual string OutputType(PipelineNames names, NodeModel node) => names.Of(node.Output!);

    /// <summary>The expression that reads a node's output from <c>json</c>.</summary>
    public virtual string ReadOutput(PipelineModel pipeline, PipelineNames names, NodeModel node) => "flow::CodeGeneration.OutputJson.Read<" + names.Of(node.Output!) + ">(json)";

    /// <summary>The expression of the record in the field with an output.</summary>
    public virtual string ReadRecord(string field) => field;

    /// <summary>The initializers of its node in the control graph, each as <c>Name = value</c>.</summary>
    public abstract IEnumerable<string> Settings(NodeModel node);

    /// <summary>Writes what an attempt does, as a member of the class of calls.</summary>
    public abstract void EmitCall(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index);
}
