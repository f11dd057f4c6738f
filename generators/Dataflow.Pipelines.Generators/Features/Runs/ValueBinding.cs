using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>A parameter with <c>[Value]</c>: one value of the parameter's type, or a text with values in it.</summary>
internal static class ValueBinding
{
    /// <summary>The C# expression of the value, or what is wrong.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="node">Index of the node.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="names">Names of the generated types; null for a check.</param>
    public static (string Code, DiagnosticModel? Fault) Compile(PipelineGraph graph, int node, RunInput parameter, PipelineNames? names)
    {
        var source = parameter.Source;
        Template template;
        try
        {
            template = Template.Parse(source.Text);
        }
        catch (TriggerFault fault)
        {
            return ("", DiagnosticModel.Of(Descriptors.TriggerSyntax, source.Anchor.Slice(fault.Start, fault.Length), "template", fault.Message));
        }

        var paths = new PathCompiler(names ?? new PipelineNames(graph.Pipeline));
        if (template.Whole is not { } hole)
        {
            return Text(graph, node, parameter, template, paths);
        }

        var values = new ValueCompiler(graph, node, source.Anchor, paths);
        var whole = values.Compile(hole);
        return values.Faults.Count > 0 ? ("", values.Faults[0]) : Single(graph, node, parameter, whole, values.Reads);
    }

    private static (string Code, DiagnosticModel? Fault) Text(PipelineGraph graph, int node, RunInput parameter, Template template, PathCompiler paths)
    {
        if (parameter.Type is { IsUnknown: false, FullName: not ("string" or "global::System.String") })
        {
            return ("", Wrong(graph, node, parameter, "a text with values in it is a 'string'"));
        }

        var text = new TextCompiler(graph, node, parameter.Source, paths, parameter.Name);
        var code = text.Compile(template.Parts);
        return text.Faults.Count > 0 ? ("", text.Faults[0]) : (code, null);
    }

    private static (string Code, DiagnosticModel? Fault) Single(PipelineGraph graph, int node, RunInput parameter, TypedValue value, ValueReads reads)
    {
        if (value.Kind == ValueKind.Unknown || parameter.Type.IsUnknown)
        {
            return ("", null);
        }

        var code = TemplateCode.Read(value);
        var type = value.Kind == ValueKind.Payload ? "string" : value.TypeName;
        if (Writing.Types.Short(parameter.Type.FullName) != type)
        {
            return ("", Wrong(graph, node, parameter, "the value is " + (value.Kind == ValueKind.Null ? "null" : "of type '" + Plain(type) + "'")));
        }

        var isNullable = value.IsNullable || value.Kind == ValueKind.Payload;
        if (parameter.IsNullable || !isNullable)
        {
            return (code, null);
        }

        var missing = reads.Nodes.Where(producer => !Producers.AreComplete(graph, node, producer)).Append(-1).First();
        if (missing >= 0)
        {
            return ("", DiagnosticModel.Of(Descriptors.MayBeMissing, parameter.Source.Anchor, parameter.Name, graph.Node(missing).Name, graph.Node(node).Name, RunInputRule.MakeNullable(parameter)));
        }

        var wrong = reads.Conditional.Select(producer => ((RunFeature)graph.Node(producer).Feature).CheckConditional(graph, node, producer, parameter.Source.Anchor, parameter.Name, RunInputRule.MakeNullable(parameter)))
            .OfType<DiagnosticModel>().FirstOrDefault();
        return wrong is null ? (code + " ?? throw flow::CodeGeneration.OutputJson.Missing(" + Writing.Literals.Text(parameter.Source.Text.Trim()) + ")", null) : ("", wrong);
    }

    private static DiagnosticModel Wrong(PipelineGraph graph, int node, RunInput parameter, string problem) =>
        DiagnosticModel.Of(Descriptors.TriggerType, parameter.Source.Anchor, "parameter '" + parameter.Name + "' of '" + graph.Node(node).Name + "' is of type '" + parameter.Type.Display + "', and " + problem);

    private static string Plain(string type) => type.Replace("sys::", "").Replace("flow::", "");
}
