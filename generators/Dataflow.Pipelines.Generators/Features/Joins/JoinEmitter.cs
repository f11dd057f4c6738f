using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Keys;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Joins;

/// <summary>Writes the types of a join: the keys of both sides, and a struct that calls the user's method.</summary>
internal static class JoinEmitter
{
    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, NodeModel node, JoinModel join)
    {
        code.Line();
        EmitKey(code, graph, names, node, join.Left, names.Of(node, JoinFeature.LeftKey));
        code.Line();
        EmitKey(code, graph, names, node, join.Right, names.Of(node, JoinFeature.RightKey));
        code.Line();
        EmitPairs(code, names, node, join);
    }

    /// <summary>The expression that creates a lane of the join.</summary>
    public static string New(PipelineGraph graph, PipelineNames names, NodeModel node, JoinModel join)
    {
        var pipeline = graph.Pipeline;
        var types = string.Join(", ", names.Of(join.Left.Type!), names.Of(join.Right.Type!), names.Of(node.Output!), names.Of(node, JoinFeature.Pairs), names.Codec(join.Left.Type!), names.Codec(join.Right.Type!));
        var pairs = "new " + names.Of(node, JoinFeature.Pairs) + "(" + (node.IsStatic ? "" : "pipeline") + ")";
        var kind = "flow::JoinKind." + join.Kind;
        if (join.Window is { } window)
        {
            return "new flow::CodeGeneration.WindowJoinBlock<" + types + ">(lane, " + pairs + ", new flow::CodeGeneration.TumblingWindows(" + DurationCode.Of(pipeline, node, window) + "), " + kind + ")";
        }

        var interval = join.Within is { } within ? "flow::CodeGeneration.JoinInterval.Within(" + DurationCode.Of(pipeline, node, within) + ")"
            : join is { Lower: { } lower, Upper: { } upper } ? "new flow::CodeGeneration.JoinInterval(" + Bound(pipeline, node, lower) + ", " + Bound(pipeline, node, upper) + ")"
            : "flow::CodeGeneration.JoinInterval.Unbounded";
        return "new flow::CodeGeneration.IntervalJoinBlock<" + types + ">(lane, " + pairs + ", " + interval + ", " + kind + ")";
    }

    private static string Bound(PipelineModel pipeline, NodeModel node, JoinBound bound) => (bound.IsNegative ? "-" : "") + DurationCode.Of(pipeline, node, bound.Text);

    private static void EmitKey(SourceBuilder code, PipelineGraph graph, PipelineNames names, NodeModel node, JoinSide side, string name)
    {
        var record = names.Of(side.Type!);
        var member = graph.Pipeline.FindRecord(side.Type)!.Find(side.Key.Text)!;
        code.Line("// key of " + node.Id);
        using (code.Block("private readonly struct " + name + " : flow::CodeGeneration.IKeySelector<" + record + ">"))
        {
            code.Line("public sys::UInt128 Fingerprint(in " + record + " record, " + FingerprintCode.Parameter + ") => " + FingerprintCode.Of(member, "record", "value") + ";");
        }
    }

    private static void EmitPairs(SourceBuilder code, PipelineNames names, NodeModel node, JoinModel join)
    {
        var (left, right, result) = (names.Of(join.Left.Type!), names.Of(join.Right.Type!), names.Of(node.Output!));
        code.Line("// pairs of " + node.Id);
        var constructor = node.IsStatic ? "" : "(" + names.Self + " pipeline)";
        using var body = code.Block("private readonly struct " + names.Of(node, JoinFeature.Pairs) + constructor + " : flow::CodeGeneration.IJoin<" + left + ", " + right + ", " + result + ">");
        var target = (node.IsStatic ? names.Self : "pipeline") + "." + PipelineNames.Member(node.Name);
        EmitMethod(code, "TryJoin(in " + left + " left, in " + right + " right, out " + result + " result)", join, target, Argument(join.Left, "left"), Argument(join.Right, "right"));
        code.Line();
        EmitMethod(code, "TryJoinLeft(in " + left + " left, out " + result + " result)", join, join.KeepsLeft ? target : null, Argument(join.Left, "left"), "null");
        code.Line();
        EmitMethod(code, "TryJoinRight(in " + right + " right, out " + result + " result)", join, join.KeepsRight ? target : null, "null", Argument(join.Right, "right"));
    }

    // A parameter that may be missing takes a nullable copy, and so no reference.
    private static string Argument(JoinSide side, string name) => (side.IsNullable ? "" : side.Modifier) + name;

    private static void EmitMethod(SourceBuilder code, string signature, JoinModel join, string? target, string left, string right)
    {
        using var method = code.Block("public bool " + signature);
        if (target is null)
        {
            code.Line("result = default;");
            code.Line("return false;");
            return;
        }

        var call = target + "(" + left + ", " + right + ")";
        if (!join.MayReturnNothing)
        {
            code.Line("result = " + call + ";");
            code.Line("return true;");
            return;
        }

        code.Line("var joined = " + call + ";");
        code.Line("result = joined.GetValueOrDefault();");
        code.Line("return joined.HasValue;");
    }
}
