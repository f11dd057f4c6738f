using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Resolves paths such as <c>node.output.member</c>, <c>pipeline.input.x</c> and <c>run.id</c> to C#.</summary>
/// <param name="names">Names of the generated types.</param>
internal sealed class PathCompiler(PipelineNames names)
{
    private static readonly string[] Healths = ["healthy", "unhealthy", "unknown"];

    private static readonly string[] Statuses =
        ["registered", "scheduled", "initializing", "running", "checkpointing", "checkpoint_failed", "completed", "failed", "cancelling", "cancelled", "dead"];

    /// <summary>The value of a path, or what is wrong with it.</summary>
    public (TypedValue Value, DiagnosticModel? Fault) Compile(PipelineGraph graph, int node, PathExpression path, Anchor text, ValueReads reads)
    {
        if (PathNames.Check(graph, graph.Node(node), path, text) is { } fault)
        {
            return (TypedValue.Unknown, fault);
        }

        var parts = path.Names;
        switch (parts[0])
        {
            case "event":
                return (new TypedValue(Writing.Literals.Text(string.Join(".", parts.Skip(1))), ValueKind.Payload, "", "text", true), null);
            case "pipeline" or "pipe":
                return (Input(graph.Pipeline, parts[parts.Length - 1]), null);
            case "run":
                reads.Run = true;
                return (parts[1] == "id"
                    ? new TypedValue("at.RunId", ValueKind.Text, "string", "text", false)
                    : new TypedValue("at.Now", ValueKind.Instant, "sys::DateTimeOffset", "time", false), null);
            case "attempts" when parts.Length == 1:
                reads.Run = true;
                return (new TypedValue("at.Attempts", ValueKind.Number, "int", "number", false), null);
        }

        return (parts.Length == 1 ? Own(graph, node, parts[0], reads) : OfNode(graph, IndexOf(graph.Pipeline, parts[0]), parts.Skip(1).ToArray(), reads), null);
    }

    private static TypedValue Input(PipelineModel pipeline, string id)
    {
        var input = pipeline.Inputs.First(candidate => candidate.Id == id);
        return OfCodec("pipeline." + PipelineNames.Member(input.Name), input.Codec, input.TypeName, input.TypeDisplay, input.IsNullable, input.Enum) with { IsOptional = input.IsNullable };
    }

    // A bare name: an output of the node itself, else one of its metrics.
    private TypedValue Own(PipelineGraph graph, int node, string name, ValueReads reads) =>
        PathNames.ValuesOf(graph.Pipeline, graph.Node(node)).Any(value => value.Column == name) ? OfNode(graph, node, [name], reads) : Metric(node, name, reads);

    private TypedValue OfNode(PipelineGraph graph, int node, string[] parts, ValueReads reads)
    {
        var values = PathNames.ValuesOf(graph.Pipeline, graph.Node(node));
        switch (parts[0])
        {
            case "metrics":
                return Metric(node, parts[1], reads);
            case "health" when values.Count == 0:
                reads.Samples = true;
                return new TypedValue("at.Health(" + Number(node) + ")", ValueKind.Text, "string", "text", false) { Texts = Healths };
            case "status":
                reads.Samples = true;
                return new TypedValue("at.Status(" + Number(node) + ")", ValueKind.Text, "string", "text", false) { Texts = Statuses };
        }

        reads.Nodes.Add(node);
        reads.Run |= graph.Node(node).Feature.IsRunBound;
        var code = "outputs." + names.Output(graph.Node(node));
        OutputValue? value = null;
        var isOptional = false;
        foreach (var part in parts)
        {
            var next = values.First(candidate => candidate.Column == part);
            code += (value?.IsOptional ?? true ? "?." : ".") + next.Code;
            value = next;
            isOptional |= next.IsOptional;
            if (next.IsConditional)
            {
                reads.Conditional.Add(node);
            }

            values = OutputValue.Of(graph.Pipeline.FindRecord(next.TypeName));
        }

        return OfCodec(code, value!.Codec, value.TypeName, value.TypeDisplay, isNullable: true, value.Enum) with { IsOptional = isOptional, Texts = value.Texts };
    }

    private static TypedValue Metric(int node, string name, ValueReads reads)
    {
        reads.Samples = true;
        return new TypedValue("at.Metric(" + Number(node) + ", " + Writing.Literals.Text(name) + ")", ValueKind.Number, "double", "number", true);
    }

    private static TypedValue OfCodec(string code, CodecKind codec, string typeName, string display, bool isNullable, EnumModel? choice) =>
        new(code, KindOf(codec), Writing.Types.Short(typeName), Display(KindOf(codec), display), isNullable) { Enum = choice };

    private static string Display(ValueKind kind, string type) =>
        kind switch
        {
            ValueKind.Number or ValueKind.Decimal => "number",
            ValueKind.Text => "text",
            ValueKind.Instant => "time",
            ValueKind.TableName => "table name",
            ValueKind.Duration => "duration",
            _ => type,
        };

    private static ValueKind KindOf(CodecKind codec) =>
        codec switch
        {
            CodecKind.Boolean => ValueKind.Boolean,
            CodecKind.Decimal => ValueKind.Decimal,
            CodecKind.Text => ValueKind.Text,
            CodecKind.Instant => ValueKind.Instant,
            CodecKind.Duration => ValueKind.Duration,
            CodecKind.Enum => ValueKind.Enum,
            CodecKind.TableName => ValueKind.TableName,
            CodecKind.Record => ValueKind.Record,
            CodecKind.ByteArray or CodecKind.ByteMemory => ValueKind.Bytes,
            CodecKind.Unknown => ValueKind.Unknown,
            >= CodecKind.Int8 and <= CodecKind.Float64 => ValueKind.Number,
            _ => ValueKind.Other,
        };

    private static int IndexOf(PipelineModel pipeline, string id) => pipeline.Nodes.Select(static (node, i) => (node, i)).First(pair => pair.node.Id == id).i;

    private static string Number(int node) => node.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
