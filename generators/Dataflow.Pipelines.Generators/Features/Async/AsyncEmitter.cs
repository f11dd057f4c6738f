using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Async;

/// <summary>Writes the block of an async operator: one direct call of the user's method.</summary>
internal static class AsyncEmitter
{
    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, BlockPlan block)
    {
        var node = block.First;
        var input = EdgeTypeRule.InputOf(graph, node)!;
        var (record, result, type) = (names.Of(input), names.Of(node.Output!), names.Block(block));
        code.Line();
        code.Line("// node: " + node.Id);
        using var body = code.Block("private sealed class " + type + " : flow::CodeGeneration.AsyncBlock<" + record + ", " + result + ", " + names.Codec(input) + ">");
        var signature = (OperatorModel)node.Part!;
        var locals = new LocalNames(["pipeline", "lane", "record", "cancellationToken", "inputs", .. names.TypeNames, type]);
        var inputs = signature.Inputs.Select(taken => (Input: taken, Field: locals.Take(taken.Name))).ToList();
        foreach (var (taken, field) in inputs)
        {
            code.Line("private readonly " + names.Of(taken.Type) + (taken.IsNullable ? "? " : " ") + field + ";");
        }

        if (!node.IsStatic)
        {
            code.Line("private readonly " + names.Self + " pipeline;");
        }

        if (inputs.Count > 0 || !node.IsStatic)
        {
            code.Line();
        }

        code.Line("public " + type + "(flow::CodeGeneration.LaneContext lane, " + names.Self + " pipeline)");
        using (code.Indent())
        {
            code.Line(": base(lane, " + Options(graph.Pipeline, node) + ")");
        }

        using (code.Block(""))
        {
            if (inputs.Count > 0)
            {
                code.Line("var inputs = lane.Inputs<" + names.StreamInputs + ">();");
            }

            inputs.ForEach(taken => code.Line(taken.Field + " = inputs." + names.StreamInput(node, taken.Input.Name) + ";"));
            if (!node.IsStatic)
            {
                code.Line("this.pipeline = pipeline;");
            }
        }

        code.Line();
        code.Line("protected override async sys::Threading.Tasks.ValueTask<flow::CodeGeneration.Answer<" + result + ">> AskAsync(" + record + " record, sys::Threading.CancellationToken cancellationToken) =>");
        using (code.Indent())
        {
            var target = (node.IsStatic ? names.Self : "pipeline") + "." + PipelineNames.Member(node.Name);
            code.Line("Answered(await " + target + "(" + string.Join(", ", ["record", .. inputs.Select(static taken => taken.Field), "cancellationToken"]) + "));");
        }
    }

    private static string Options(PipelineModel pipeline, NodeModel node)
    {
        var signature = (OperatorModel)node.Part!;
        var async = signature.Async!;
        var settings = new List<(string Name, string? Value)>
        {
            ("MaxConcurrency", async.MaxConcurrency?.ToString(CultureInfo.InvariantCulture)),
            ("Timeout", async.Timeout is { } timeout ? DurationCode.Of(pipeline, node, timeout) : null),
            ("IsOrdered", async.IsOrdered ? null : "false"),
            ("RejectsTimeouts", async.RejectsTimeouts ? "true" : null),
            ("RejectsFaults", signature.RejectsFaults ? "true" : null),
            ("SkipsFaults", signature.SkipsFaults ? "true" : null),
            ("Retries", async.Retries == 0 ? null : async.Retries.ToString(CultureInfo.InvariantCulture)),
            ("Backoff", async.Backoff is { } backoff ? DurationCode.Of(pipeline, node, backoff) : null),
        };
        var stated = settings.Where(setting => setting.Value is not null).Select(setting => setting.Name + " = " + setting.Value).ToList();
        return "new flow::CodeGeneration.AsyncOptions" + (stated.Count == 0 ? "()" : " { " + string.Join(", ", stated) + " }");
    }
}
