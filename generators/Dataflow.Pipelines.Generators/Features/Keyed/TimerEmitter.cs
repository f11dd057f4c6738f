using System.Linq;
using Dataflow.Pipelines.Generators.Chains;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>Writes the loop over the timers that are due: a direct call of the user's method for each.</summary>
internal sealed class TimerEmitter(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan chain, ChainScope scope)
{
    private readonly NodeModel _node = chain.First;
    private readonly int _index = chain.Nodes[0];

    public void Emit()
    {
        var keyed = scope.Keyed!;
        var timer = plan.Graph.TimerOf(_node)!;
        var emitters = timer.Parameters.Where(parameter => parameter.Role == ParameterRole.Emitter).Select(Output).Distinct().ToList();
        var main = scope.Output(_index);
        using var method = code.Block("protected override void FireTimers()");
        foreach (var output in emitters)
        {
            code.Line("ref var " + output + " = ref this." + output + ".Emitter;");
        }

        using var loop = code.Block("while (" + keyed.TimersField + ".TryTake(out var key, out var ticks))");
        foreach (var output in emitters)
        {
            code.Line(output + ".Time = ticks;");
        }

        if (timer.Parameters.Any(parameter => parameter.Role == ParameterRole.State))
        {
            code.Line("ref var " + keyed.State + " = ref " + keyed.StateField + ".Of(key, " + keyed.TimersField + ".EventTicks);");
        }

        if (timer.Parameters.Any(parameter => parameter.Role == ParameterRole.Timers))
        {
            code.Line("var " + keyed.Timers + " = " + keyed.TimersField + ".Of(key);");
        }

        var counts = emitters.Contains(main);
        if (counts)
        {
            code.Line("var before = " + main + ".Count;");
        }

        using (code.Block("try"))
        {
            var target = (timer.IsStatic ? names.Self : "pipeline") + "." + PipelineNames.Member(timer.Name);
            code.Line(target + "(" + string.Join(", ", timer.Parameters.Select(Argument)) + ");");
            if (keyed.ComparesWrites && timer.Parameters.Any(parameter => parameter.Role == ParameterRole.State))
            {
                code.Line(keyed.StateField + ".Settle();");
            }
        }

        using (code.Block("catch (sys::Exception fault)"))
        {
            EmitFault();
        }

        if (counts)
        {
            code.Line();
            code.Line(scope.Counters(_index) + ".Out += " + main + ".Count - before;");
        }
    }

    private void EmitFault()
    {
        var counters = scope.Counters(_index);
        if (Signature.SkipsFaults)
        {
            code.Line("SkipTimer(" + counters + ", ticks, fault);");
            return;
        }

        if (!Signature.RejectsFaults)
        {
            code.Line("throw UnexpectedTimer(" + counters + ", ticks, fault);");
            return;
        }

        if (Signature.RejectAfter is > 0 and var limit)
        {
            code.Line("FailTimerUntil(" + counters + ", ticks, fault, " + limit.ToString(System.Globalization.CultureInfo.InvariantCulture) + ");");
        }

        var streams = RejectEmitter.Streams(plan, _index).ToList();
        foreach (var stream in streams)
        {
            code.Line("RejectTimer(" + scope.Output(stream) + ", " + counters + ", ticks, $\"{fault.GetType().Name}: {fault.Message}\");");
        }

        // Each call counts a reject, but it is one timer.
        if (streams.Count != 1)
        {
            code.Line(counters + ".Rejected += " + (1 - streams.Count).ToString(System.Globalization.CultureInfo.InvariantCulture) + ";");
        }
    }

    private string Output(OperatorParameter emitter)
    {
        var side = TimerMethodRule.SideOf(_node, emitter);
        return scope.Output(side is null ? _index : plan.Graph.Takers(_index, PortKind.Side).First(taker => ReferenceRule.Matches(plan.Graph.Node(taker).Name, side.Name)));
    }

    private string Argument(OperatorParameter parameter) =>
        parameter.Role switch
        {
            ParameterRole.Time => "new sys::DateTimeOffset(ticks, sys::TimeSpan.Zero)",
            ParameterRole.State => "ref " + scope.Keyed!.State,
            ParameterRole.Timers => "ref " + scope.Keyed!.Timers,
            _ => "ref " + Output(parameter),
        };

    private OperatorModel Signature => (OperatorModel)_node.Part!;
}
