using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>State and timers have a key, there is at most one of each, and the state can be written to a checkpoint.</summary>
internal static class KeyedRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, NodeModel node, KeyedModel keyed) =>
        CheckKey(node, keyed).Concat(CheckStates(graph, node, keyed)).Concat(CheckTimers(graph, node, keyed));

    private static IEnumerable<DiagnosticModel> CheckKey(NodeModel node, KeyedModel keyed)
    {
        if (node.Keys is { Count: 0 })
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, Anchor.OfAttribute(node.Member, "KeyBy"), node.Name, "a member in its [KeyBy(nameof(...))]");
        }

        if (node.Keys is null && keyed.IsStateful)
        {
            var first = keyed.State is { } state ? state.Parameter : keyed.Timers[0];
            yield return DiagnosticModel.Of(Descriptors.MissingPart, Anchor.OfParameter(node.Member, first), node.Name, "a [KeyBy(nameof(...))]: " + (keyed.State is null ? "timers are set" : "a state is stored") + " by key");
        }

        if (keyed is { Ttl: not null, States.Count: 0 })
        {
            yield return DiagnosticModel.Of(Descriptors.AttributeDoesNotApply, Anchor.OfAttribute(node.Member, "StateTtl"), "StateTtl", "an operator without a state", "a parameter 'ref TState state'");
        }
    }

    private static IEnumerable<DiagnosticModel> CheckStates(PipelineGraph graph, NodeModel node, KeyedModel keyed)
    {
        if (keyed.States.Count > 1)
        {
            yield return DiagnosticModel.Of(
                Descriptors.UnknownSignature,
                Anchor.OfParameter(node.Member, keyed.States[1].Parameter),
                node.Name,
                "it has one state; make '" + keyed.States[0].Name + "' and '" + keyed.States[1].Name + "' members of one [Record]");
        }

        foreach (var state in keyed.States)
        {
            if (!state.Type.IsUnknown && Fault(graph, state) is { } fault)
            {
                yield return DiagnosticModel.Of(KeyedDescriptors.StateType, Anchor.OfParameterType(node.Member, state.Parameter), state.Name, state.Type.Display, fault);
            }
        }
    }

    private static IEnumerable<DiagnosticModel> CheckTimers(PipelineGraph graph, NodeModel node, KeyedModel keyed)
    {
        if (keyed.Timers.Count > 1)
        {
            yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfParameter(node.Member, keyed.Timers[1]), node.Name, "it takes its timers once");
        }

        if (keyed.HasTimers && graph.TimerOf(node) is null)
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, Anchor.OfParameter(node.Member, keyed.Timers[0]), node.Name, "an [OnTimer(nameof(" + node.Name + "))] method, which its timers call");
        }
    }

    private static string? Fault(PipelineGraph graph, StateModel state)
    {
        if (state.Value is { } value)
        {
            return value.Codec.Exists() && value.Codec is not (CodecKind.Record or CodecKind.Text or CodecKind.ByteArray or CodecKind.TableName)
                ? null
                : "use a [Record], or a number, bool, Guid, date or time, enumeration without flags, or a nullable of these: it begins as the default and goes to checkpoints";
        }

        var wrong = graph.Pipeline.FindRecord(state.Type)?.Members.FirstOrDefault(member => !member.Codec.Exists() || member.Codec == CodecKind.Record);
        return wrong is null ? null
            : wrong.Codec == CodecKind.Record ? "its member '" + wrong.Name + "' is a record itself; put that one's members in its place"
            : "its member '" + wrong.Name + "' has no codec";
    }
}
