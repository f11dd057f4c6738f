using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Control;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Processes;

/// <summary>Writes the call of a process: its arguments are read at once, on the actor; it is started when the attempt runs.</summary>
internal static class ProcessEmitter
{
    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index)
    {
        var node = graph.Node(index);
        var process = (ProcessModel)node.Part!;
        var parts = new ProcessCode(graph, index, process, new PathCompiler(names));
        var settings = new List<string>();
        if (parts.Environment.Count > 0)
        {
            settings.Add("Environment = new sys::Collections.Generic.Dictionary<string, string> { " + string.Join(", ", parts.Environment.Select(static variable => "[" + Literals.Text(variable.Name) + "] = " + variable.Value)) + " },");
        }

        if (parts.Folder is not null)
        {
            settings.Add("WorkingFolder = " + parts.Folder + ",");
        }

        if (process.OutputLimit is { } limit)
        {
            settings.Add("OutputLimit = " + limit.ToString(CultureInfo.InvariantCulture) + ",");
        }

        if (node.Output is not null)
        {
            settings.Add("HasRecord = true,");
        }

        using (code.Block("public static flow::CodeGeneration.NodeAttempt " + PipelineNames.Member(node.Name) + "(flow::CodeGeneration.TriggerScope at)"))
        {
            var head = "var command = new flow::CodeGeneration.ProcessCommand(" + parts.Words[0] + ", [" + string.Join(", ", parts.Words.Skip(1)) + "])";
            ScopeCode.Emit(code, names, head + string.Concat(settings));
            if (settings.Count == 0)
            {
                code.Line(head + ";");
            }
            else
            {
                using (code.Block(head, "};"))
                {
                    settings.ForEach(code.Line);
                }
            }

            var record = node.Output is { } output ? "<" + names.Of(output) + ">" : "";
            code.Line("return (run, cancellation) => flow::CodeGeneration.ProcessNode.RunAsync" + record + "(command, run, cancellation);");
        }
    }
}
