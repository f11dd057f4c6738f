using System.Linq;
using Dataflow.Pipelines.Generators.Control;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Keyed;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Keys;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Restarts;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>All rules of a pipeline.</summary>
internal static class PipelineRules
{
    // With a fault of these rules no graph is written.
    private static readonly Func<PipelineGraph, IEnumerable<DiagnosticModel>>[] Blocking =
    [
        ClassRule.Check,
        NodeShapeRule.Check,
        NodeIdRule.Check,
        RangeRule.Check,
        ReferenceRule.Check,
        CycleRule.Check,
        StreamTypeRule.Check,
        CheckFeatures,
        EdgeTypeRule.Check,
        DurationRule.Check,
        RestartRule.Check,
        KeyRule.Check,
        TimerMethodRule.Check,
        InputRule.Check,
        ServiceRule.Check,
        TriggerRule.Check,
        ControlRule.Check,
    ];

    // With a fault of these rules the graph can still be written: lost records are counted.
    private static readonly Func<PipelineGraph, IEnumerable<DiagnosticModel>>[] Routing = [ReachRule.Check, RoutingRule.Check, ClassRule.CheckNull, StartRule.Check, FireRule.Check];

    public static IEnumerable<DiagnosticModel> Check(PipelineModel pipeline)
    {
        var graph = PipelineGraph.Of(pipeline);
        var blocking = Blocking.SelectMany(rule => rule(graph)).Where(found => !FollowsFrom(pipeline, found)).ToList();

        // With an unknown name, it is undecided which streams are read.
        if (blocking.Exists(static found => found.Descriptor == Descriptors.UnknownNode))
        {
            return blocking;
        }

        // Consequences of a faulty member are not reported again.
        var wrong = new HashSet<int>(blocking.Select(found => found.Anchor.Member).Where(member => member >= 0));
        return blocking.Concat(Routing.SelectMany(rule => rule(graph)).Where(found => !wrong.Contains(found.Anchor.Member)));
    }

    private static IEnumerable<DiagnosticModel> CheckFeatures(PipelineGraph graph) =>
        graph.Pipeline.Nodes.SelectMany((node, index) => node.Feature.Check(graph, index));

    // For a member that is two nodes, or that cannot be a node, only that is reported.
    private static bool FollowsFrom(PipelineModel pipeline, DiagnosticModel found) =>
        pipeline.Nodes.Any(node => node.Member == found.Anchor.Member
            && ((node.OtherFeature is not null && found.Descriptor != Descriptors.TwoKinds) || (node.Oddity is not null && found.Descriptor != Descriptors.MemberShape)))
        || pipeline.Inputs.Any(input => input.Oddity is not null && input.Member == found.Anchor.Member && found.Descriptor != Descriptors.MemberShape);

    /// <summary>Whether the graph can be written.</summary>
    public static bool CanEmit(PipelineGraph graph) =>
        !graph.Pipeline.Type.HidesVar && !Blocking.SelectMany(rule => rule(graph)).Any() && ErrorTypes.None(graph);
}
