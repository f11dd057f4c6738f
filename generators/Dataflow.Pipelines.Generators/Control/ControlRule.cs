using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Control;

/// <summary>The control plane's package is there where a node needs it, triggers compare what can be compared, and pools exist.</summary>
internal static class ControlRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var pipeline = graph.Pipeline;
        if (!pipeline.HasControl && pipeline.Nodes.FirstOrDefault(static node => node.Feature.IsRunBound) is { } first)
        {
            yield return DiagnosticModel.Of(Descriptors.NeedsControl, Anchor.OfMember(first.Member), first.Name, "is " + first.Feature.Noun + ", which the control plane executes");
        }
        else if (!pipeline.HasControl && pipeline.Nodes.FirstOrDefault(static node => node.Triggers.Count > 0) is { } triggered)
        {
            var kind = triggered.Triggers[0].Kind.ToString();
            yield return DiagnosticModel.Of(Descriptors.NeedsControl, Anchor.OfAttribute(triggered.Member, kind), triggered.Name, "has [" + kind + "], which the control plane evaluates");
        }
        else if (!pipeline.HasControl && pipeline.Nodes.FirstOrDefault(static node => StreamInputsEmitter.Of(node).Any()) is { } taker)
        {
            yield return DiagnosticModel.Of(Descriptors.NeedsControl, Anchor.OfMember(taker.Member), taker.Name, "takes outputs of runs, which the control plane has");
        }

        // The rule of names has reported these.
        var reported = new HashSet<DiagnosticModel>(TriggerRule.Check(graph));
        var paths = new PathCompiler(new PipelineNames(pipeline));
        for (var i = 0; i < pipeline.Nodes.Count; i++)
        {
            foreach (var wrong in pipeline.Nodes[i].Triggers.SelectMany(trigger => CheckTypes(graph, i, trigger, paths).Where(fault => !reported.Contains(fault))).Concat(CheckPool(pipeline, pipeline.Nodes[i])))
            {
                yield return wrong;
            }
        }
    }

    private static IEnumerable<DiagnosticModel> CheckTypes(PipelineGraph graph, int node, TriggerModel trigger, PathCompiler paths) =>
        TriggerRule.TryParse(trigger) is { } expression
            ? TriggerCompiler.Compile(graph, node, trigger, expression, paths, static _ => 0).Faults
            : [];

    private static IEnumerable<DiagnosticModel> CheckPool(PipelineModel pipeline, NodeModel node)
    {
        if (RunSettings.Of(node)?.Pool is { IsMissing: false } pool && pipeline.Pools.All(known => known.Name != pool.Text))
        {
            var nearest = NearestName.Find(pool.Text, pipeline.Pools.Select(static known => known.Name));
            yield return DiagnosticModel.Of(Descriptors.UnknownPool, pool.Anchor, pool.Text, pipeline.DisplayName, nearest is null ? "; declare it on the class, [Pool(\"" + pool.Text + "\", 2)]" : NearestName.Ask(nearest)) with { Suggestion = nearest };
        }
    }
}
