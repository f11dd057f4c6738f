using System.Linq;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Features.Sources;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Chains;

/// <summary>
/// Writes the body of a chain's loop: node after node, with direct calls. In the last branch a record that is not passed
/// on ends the iteration with <c>continue</c>; each branch before it is a separate block.
/// </summary>
internal sealed class LoopEmitter(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan chain, ChainScope scope)
{
    private readonly CallEmitter _calls = new(code, plan, names, chain, scope);

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
        if (chain.First.Part is SourceModel { Watermark: { } watermark })
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

    // A fault in one branch must not keep the record from the other branches.
    private void EmitBranch(int node, string record)
    {
        var rejecting = Subtree(node).Where(inner => plan.Graph.Node(inner).Part is OperatorModel { CatchesFaults: true }).ToList();
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
        _calls.EmitKeyed(index);
        var node = plan.Graph.Node(index);
        switch (((OperatorModel)node.Part!).Shape)
        {
            case OperatorShape.Filter:
                EmitFilter(index, _calls.Of(node, record), record, isLast);
                break;
            case OperatorShape.FilterMap:
                EmitFilterMap(index, _calls.Of(node, record), isLast);
                break;
            case OperatorShape.RejectMap:
                EmitRejectMap(index, _calls.Of(node, record), isLast);
                break;
            case OperatorShape.FlatMap:
                EmitFlatMap(index, record);
                break;
            default:
                var mapped = scope.TakeRecord(node, node.Output!);
                var sides = _calls.EmitSides(index);
                code.Line("var " + mapped + " = " + _calls.Of(node, record) + ";");
                _calls.EmitSettled(index);
                _calls.EmitStamps(sides);
                EmitPassed(index, mapped, isLast);
                break;
        }
    }

    private void EmitFilter(int index, string call, string record, bool isLast)
    {
        call = _calls.EmitInCondition(index, call, "Passes");
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
        call = _calls.EmitInCondition(index, call, "Result");
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
        var sides = _calls.EmitSides(index);
        code.Line("var " + result + " = " + call + ";");
        _calls.EmitSettled(index);
        _calls.EmitStamps(sides);
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

    // Its main output is a batch, not a record: the nodes after it are in a separate block.
    private void EmitFlatMap(int index, string record)
    {
        var node = plan.Graph.Node(index);
        var stamped = _calls.EmitSides(index);
        var output = scope.Output(index);
        var before = scope.Take(node.Name + "Before");
        code.Line(output + ".Time = ticks;");
        code.Line("var " + before + " = " + output + ".Count;");
        code.Line(_calls.Of(node, record) + ";");
        _calls.EmitSettled(index);
        code.Line(scope.Counters(index) + ".Out += " + output + ".Count - " + before + ";");
        _calls.EmitStamps(plan.NeedsPositions(index) ? [.. stamped, (output, before)] : stamped);
    }

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

    private IEnumerable<int> Subtree(int node) => plan.FusedReaders(node).SelectMany(Subtree).Concat([node]);
}
