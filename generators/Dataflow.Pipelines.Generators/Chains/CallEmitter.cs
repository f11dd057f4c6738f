using System.Linq;
using Dataflow.Pipelines.Generators.Features.Keyed;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Chains;

/// <summary>Writes the call of a user's method for the current record, and the code around it: the state and timers of its key, and its side outputs.</summary>
internal sealed class CallEmitter(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan chain, ChainScope scope)
{
    // The state and timers of the record's key, by direct calls: no lookup by name, no allocation.
    public void EmitKeyed(int index)
    {
        if (KeyedOf(index) is not { } keyed)
        {
            return;
        }

        if (keyed.StateField is not null)
        {
            code.Line("ref var " + keyed.State + " = ref " + keyed.StateField + ".Of(keys, next, ticks);");
        }

        if (keyed.TimersField is not null)
        {
            code.Line("var " + keyed.Timers + " = " + keyed.TimersField + ".Of(keys[next]);");
        }
    }

    public void EmitSettled(int index)
    {
        if (KeyedOf(index) is { ComparesWrites: true } keyed)
        {
            code.Line(keyed.StateField + ".Settle();");
        }
    }

    private KeyedScope? KeyedOf(int index) => plan.Graph.Node(index) == chain.First ? scope.Keyed : null;

    // Records of the side emitters get the event time of the current record. The result lists the outputs whose records must
    // carry their source position, each with its number of records before the call.
    public List<(string Output, string Before)> EmitSides(int index)
    {
        var stamped = new List<(string, string)>();
        foreach (var side in SideStreams(index))
        {
            var output = scope.Output(side);
            code.Line(output + ".Time = ticks;");
            if (plan.NeedsPositions(side))
            {
                var before = scope.Take(plan.Graph.Node(side).Name + "Before");
                code.Line("var " + before + " = " + output + ".Count;");
                stamped.Add((output, before));
            }
        }

        return stamped;
    }

    // A call inside a condition is written before it if its state must be settled, or its side outputs stamped, after the call.
    public string EmitInCondition(int index, string call, string suffix)
    {
        var stamped = EmitSides(index);
        if (stamped.Count == 0 && KeyedOf(index) is not { ComparesWrites: true })
        {
            return call;
        }

        var result = scope.Take(plan.Graph.Node(index).Name + suffix);
        code.Line("var " + result + " = " + call + ";");
        EmitSettled(index);
        EmitStamps(stamped);
        return result;
    }

    public void EmitStamps(List<(string Output, string Before)> stamped)
    {
        foreach (var (output, before) in stamped)
        {
            if (!scope.IsSource)
            {
                code.Line(output + ".Stamp(" + before + ", batch, next);");
                continue;
            }

            using (code.Block("if (" + output + ".Count > " + before + ")"))
            {
                code.Line(output + ".Stamp(" + before + ", PositionOf(" + scope.PlaceInLoop + "));");
            }
        }
    }

    public string Of(NodeModel node, string record)
    {
        var target = (node.IsStatic ? names.Self : "pipeline") + "." + PipelineNames.Member(node.Name);
        return target + "(" + string.Join(", ", Signature(node).Parameters.Select(parameter => Argument(node, parameter, record))) + ")";
    }

    private string Argument(NodeModel node, OperatorParameter parameter, string record)
    {
        switch (parameter.Role)
        {
            case ParameterRole.Moment:
                return "new flow::Moment(ticks, ProcessingTicks)";
            case ParameterRole.State:
                return "ref " + scope.Keyed!.State;
            case ParameterRole.Timers:
                return "ref " + scope.Keyed!.Timers;
            case ParameterRole.Input:
                return scope.Input(plan.Graph.IndexOf(node.Name), parameter.Name);
            case ParameterRole.Emitter:
                var index = plan.Graph.IndexOf(node.Name);
                var stream = Signature(node).Sides.Contains(parameter)
                    ? SideStreams(index).FirstOrDefault(side => ReferenceRule.Matches(plan.Graph.Node(side).Name, parameter.Name))
                    : index;
                return "ref " + scope.Output(stream);
            default:
                return parameter.Modifier + record;
        }
    }

    private static OperatorModel Signature(NodeModel node) => (OperatorModel)node.Part!;

    private IEnumerable<int> SideStreams(int index) => plan.Graph.Takers(index, PortKind.Side);
}
