using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Pipelines;

/// <summary>
/// Writes the body of a chain's loop: node after node, with direct calls. Along the last branch a record that goes no
/// further ends the turn with <c>continue</c>; the branches before it are blocks of their own.
/// </summary>
internal sealed class LoopEmitter(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan chain, ChainScope scope)
{
    public void Emit()
    {
        if (scope.IsSource)
        {
            EmitSource();
            return;
        }

        var record = scope.TakeRecord(chain.First, scope.InputType);
        code.Line("ref readonly var " + record + " = ref batch.Records[next];");
        code.Line("var ticks = batch.Times[next];");
        EmitBranches(plan.Roots(chain).ToList(), record, isLast: true);
    }

    private void EmitSource()
    {
        var node = chain.Nodes[0];
        var counters = scope.Counters(node);
        var record = scope.TakeRecord(chain.First, scope.InputType);
        if (scope.HasMessages)
        {
            code.Line("ref readonly var message = ref messages[next];");
            code.Line();
            EmitHead(node);
            using (code.Block("if (IsOversize(in message, out var reason) || !format.TryRead(message.Payload, out var " + record + ", out reason))"))
            {
                EmitReject(node, "reason", ticks: null);
                code.Line("continue;");
            }
        }
        else
        {
            code.Line("ref readonly var " + record + " = ref records[next];");
            code.Line();
            EmitHead(node);
        }

        code.Line();
        if (chain.First.Watermark is { } watermark)
        {
            code.Line("var ticks = " + record + "." + TypeParser.Identifier(watermark.Member.Text) + ".UtcTicks;");
            using (code.Block("if (!Clock.Observe(" + scope.Split + ", ticks))"))
            {
                EmitReject(node, "Clock.TooFarAhead(ticks)", ticks: null);
                code.Line("continue;");
            }

            code.Line();
        }
        else
        {
            code.Line("var ticks = ProcessingTicks;");
        }

        code.Line(counters + ".Out++;");
        EmitOutputs(node, record);
        EmitBranches(plan.FusedReaders(node).ToList(), record, isLast: true);
    }

    private void EmitBranches(List<int> nodes, string record, bool isLast)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            code.Line();
            if (isLast && i == nodes.Count - 1)
            {
                EmitNode(nodes[i], record, isLast: true);
            }
            else
            {
                EmitBranch(nodes[i], record);
            }
        }
    }

    // A fault in one branch must not cost the record its way through the others.
    private void EmitBranch(int node, string record)
    {
        var rejecting = Subtree(node).Where(inner => plan.Graph.Node(inner).Operator is { CatchesFaults: true }).ToList();
        if (rejecting.Count == 0)
        {
            EmitNode(node, record, isLast: false);
            return;
        }

        using (code.Block("try"))
        {
            EmitNode(node, record, isLast: false);
        }

        using (code.Block("catch (sys::Exception fault) when (" + string.Join(" || ", rejecting.Select(inner => "running == " + scope.Counters(inner))) + ")"))
        {
            new FaultEmitter(code, plan, scope, rejecting).Emit(rethrows: false, isInLoop: true);
        }
    }

    private void EmitNode(int index, string record, bool isLast)
    {
        EmitHead(index);
        EmitKeyed(index);
        var node = plan.Graph.Node(index);
        switch (node.Operator!.Shape)
        {
            case OperatorShape.Filter:
                EmitFilter(index, Call(node, record), record, isLast);
                break;
            case OperatorShape.FilterMap:
                EmitFilterMap(index, Call(node, record), isLast);
                break;
            case OperatorShape.RejectMap:
                EmitRejectMap(index, Call(node, record), isLast);
                break;
            case OperatorShape.FlatMap:
                EmitFlatMap(index, record);
                break;
            default:
                var mapped = scope.TakeRecord(node, node.Output!);
                var sides = EmitSides(index);
                code.Line("var " + mapped + " = " + Call(node, record) + ";");
                EmitSettled(index);
                EmitStamps(sides);
                EmitPassed(index, mapped, isLast);
                break;
        }
    }

    private void EmitFilter(int index, string call, string record, bool isLast)
    {
        call = EmitCall(index, call, "Passes");
        if (isLast)
        {
            using (code.Block("if (!" + call + ")"))
            {
                code.Line(scope.Counters(index) + ".Filtered++;");
                code.Line("continue;");
            }

            code.Line();
            EmitPassed(index, record, isLast);
            return;
        }

        using (code.Block("if (" + call + ")"))
        {
            EmitPassed(index, record, isLast);
        }

        EmitElse(() => code.Line(scope.Counters(index) + ".Filtered++;"));
    }

    private void EmitFilterMap(int index, string call, bool isLast)
    {
        var mapped = scope.TakeRecord(plan.Graph.Node(index), plan.Graph.Node(index).Output!);
        call = EmitCall(index, call, "Result");
        if (isLast)
        {
            using (code.Block("if (" + call + " is not { } " + mapped + ")"))
            {
                code.Line(scope.Counters(index) + ".Filtered++;");
                code.Line("continue;");
            }

            code.Line();
            EmitPassed(index, mapped, isLast);
            return;
        }

        using (code.Block("if (" + call + " is { } " + mapped + ")"))
        {
            EmitPassed(index, mapped, isLast);
        }

        EmitElse(() => code.Line(scope.Counters(index) + ".Filtered++;"));
    }

    private void EmitRejectMap(int index, string call, bool isLast)
    {
        var node = plan.Graph.Node(index);
        var result = scope.Take(node.Name + "Result");
        var mapped = scope.TakeRecord(node, node.Output!);
        var sides = EmitSides(index);
        code.Line("var " + result + " = " + call + ";");
        EmitSettled(index);
        EmitStamps(sides);
        using (code.Block("if (" + result + ".IsRejected)"))
        {
            EmitReject(index, result + ".Reason", "ticks");
            if (isLast)
            {
                code.Line("continue;");
            }
        }

        if (isLast)
        {
            code.Line();
            code.Line("ref readonly var " + mapped + " = ref " + result + ".Value;");
            EmitPassed(index, mapped, isLast);
            return;
        }

        EmitElse(() =>
        {
            code.Line("ref readonly var " + mapped + " = ref " + result + ".Value;");
            EmitPassed(index, mapped, isLast);
        });
    }

    // Its main output is a batch, not a record: what follows it is a block of its own.
    private void EmitFlatMap(int index, string record)
    {
        var node = plan.Graph.Node(index);
        var stamped = EmitSides(index);
        var output = scope.Output(index);
        var before = scope.Take(node.Name + "Before");
        code.Line(output + ".Time = ticks;");
        code.Line("var " + before + " = " + output + ".Count;");
        code.Line(Call(node, record) + ";");
        EmitSettled(index);
        code.Line(scope.Counters(index) + ".Out += " + output + ".Count - " + before + ";");
        EmitStamps(plan.NeedsPositions(index) ? [.. stamped, (output, before)] : stamped);
    }

    // What the record's key has, by direct calls: no look-up by name, nothing allocated.
    private void EmitKeyed(int index)
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

    private void EmitSettled(int index)
    {
        if (KeyedOf(index) is { ComparesWrites: true } keyed)
        {
            code.Line(keyed.StateField + ".Settle();");
        }
    }

    private KeyedScope? KeyedOf(int index) => plan.Graph.Node(index) == chain.First ? scope.Keyed : null;

    private void EmitHead(int index)
    {
        code.Line("// node: " + plan.Graph.Node(index).Id);
        code.Line("running = " + scope.Counters(index) + ";");
        code.Line(scope.Counters(index) + ".In++;");
    }

    private void EmitPassed(int index, string record, bool isLast)
    {
        code.Line(scope.Counters(index) + ".Out++;");
        EmitOutputs(index, record);
        EmitBranches(plan.FusedReaders(index).ToList(), record, isLast);
    }

    private void EmitOutputs(int index, string record)
    {
        if (!chain.Outputs.Contains(index))
        {
            return;
        }

        var output = scope.Output(index);
        if (plan.NeedsPositions(index) && !scope.IsSource)
        {
            code.Line(output + ".Emit(in " + record + ", batch, next);");
            return;
        }

        code.Line(output + ".Time = ticks;");
        code.Line(output + ".Emit(in " + record + (plan.NeedsPositions(index) ? ", PositionOf(" + scope.PlaceInLoop + "));" : ");"));
    }

    // What a method puts out by its side emitters has the event time of the record at hand; those whose records must say where they
    // come from, with how many they held before the call.
    private List<(string Output, string Before)> EmitSides(int index)
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

    // A call that stands inside a condition: before it where its state must be settled or its side outputs stamped behind it.
    private string EmitCall(int index, string call, string suffix)
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

    private void EmitStamps(List<(string Output, string Before)> stamped)
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

    private void EmitReject(int index, string reason, string? ticks)
    {
        foreach (var line in RejectEmitter.Lines(plan, scope, index, scope.PlaceInLoop, reason, scope.Counters(index), ticks))
        {
            code.Line(line);
        }
    }

    private void EmitElse(System.Action body)
    {
        using (code.Block("else"))
        {
            body();
        }
    }

    private string Call(NodeModel node, string record)
    {
        var target = (node.IsStatic ? names.Self : "pipeline") + "." + PipelineNames.Member(node.Name);
        return target + "(" + string.Join(", ", node.Operator!.Parameters.Select(parameter => Argument(node, parameter, record))) + ")";
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
            case ParameterRole.Emitter:
                var index = plan.Graph.IndexOf(node.Name);
                var stream = node.Operator!.Sides.Contains(parameter)
                    ? SideStreams(index).FirstOrDefault(side => Rules.ReferenceRule.Matches(plan.Graph.Node(side).Name, parameter.Name))
                    : index;
                return "ref " + scope.Output(stream);
            default:
                return parameter.Modifier + record;
        }
    }

    private IEnumerable<int> SideStreams(int index) => plan.Graph.Takers(index, PortKind.Side);

    private IEnumerable<int> Subtree(int node) => plan.FusedReaders(node).SelectMany(Subtree).Concat([node]);
}
