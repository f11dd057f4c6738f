using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>A method with <c>[OnTimer]</c> names an operator with timers; it is the only one for that operator, and its parameters fit the operator's.</summary>
internal static class TimerMethodRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var named = new Dictionary<string, string>();
        foreach (var timer in graph.Pipeline.Timers)
        {
            if (CheckNode(graph, timer) is { } wrong)
            {
                yield return wrong;
                continue;
            }

            if (named.TryGetValue(timer.Node.Text, out var first))
            {
                yield return DiagnosticModel.Of(Descriptors.UnknownSignature, timer.Node.Anchor, timer.Name, "the timers of '" + timer.Node.Text + "' call '" + first + "' already");
                continue;
            }

            named.Add(timer.Node.Text, timer.Name);
            foreach (var found in CheckSignature(graph.Node(graph.IndexOf(timer.Node.Text)), timer))
            {
                yield return found;
            }
        }
    }

    private static DiagnosticModel? CheckNode(PipelineGraph graph, TimerModel timer)
    {
        var index = graph.IndexOf(timer.Node.Text);
        var nearest = NearestName.Find(timer.Node.Text, graph.Pipeline.Nodes.Where(static node => node.Part is OperatorModel { Keyed.HasTimers: true }).Select(node => node.Name));
        if (index < 0)
        {
            var isMember = graph.Pipeline.OtherMembers.Contains(timer.Node.Text);
            var hint = isMember ? "; it is a member without a node's attribute" : NearestName.Ask(nearest);
            return DiagnosticModel.Of(Descriptors.UnknownNode, timer.Node.Anchor, timer.Node.Text, graph.Pipeline.DisplayName, hint) with { Suggestion = nearest };
        }

        if (graph.Node(index).Part is OperatorModel { Keyed.HasTimers: true })
        {
            return null;
        }

        var fix = graph.Node(index).Feature is OperatorFeature ? "give it a parameter 'ref Timers timers'" : "name an operator with a parameter 'ref Timers timers'";
        return DiagnosticModel.Of(KeyedDescriptors.NoTimers, timer.Node.Anchor, timer.Node.Text, timer.Name, fix + NearestName.Ask(nearest)) with { Suggestion = nearest };
    }

    private static IEnumerable<DiagnosticModel> CheckSignature(NodeModel node, TimerModel timer)
    {
        var expected = "it must be void " + timer.Name + "(DateTimeOffset at" + (Signature(node).Keyed.State is { } state ? ", ref " + state.Type.Display + " " + state.Name : "")
            + ", ref Emitter<" + (node.Output?.Display ?? "T") + "> emit), 'ref Timers timers' where it sets others";
        if (!timer.ReturnsNothing)
        {
            yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfMember(timer.Member), timer.Name, expected);
        }

        if (timer.Parameters.Count == 0)
        {
            yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfMember(timer.Member), timer.Name, expected);
        }

        for (var i = 0; i < timer.Parameters.Count; i++)
        {
            var parameter = timer.Parameters[i];
            if (!parameter.Type.IsUnknown && !Fits(node, parameter, i))
            {
                yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfParameter(timer.Member, i), timer.Name, expected);
            }
        }
    }

    private static bool Fits(NodeModel node, OperatorParameter parameter, int index) =>
        parameter.Role switch
        {
            ParameterRole.Time => index == 0,
            ParameterRole.Timers => true,
            ParameterRole.State => parameter.Type.FullName == Signature(node).Keyed.State?.Type.FullName,
            ParameterRole.Emitter => parameter.Type.FullName == (SideOf(node, parameter)?.Type ?? node.Output)?.FullName,
            _ => false,
        };

    /// <summary>The side output of the operator for an emitter of the method, or null for the main output.</summary>
    public static OperatorParameter? SideOf(NodeModel node, OperatorParameter emitter) =>
        Signature(node).Sides.FirstOrDefault(side => side.Name == emitter.Name);

    private static OperatorModel Signature(NodeModel node) => (OperatorModel)node.Part!;
}
