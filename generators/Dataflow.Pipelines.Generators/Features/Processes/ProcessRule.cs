using System.Globalization;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Processes;

/// <summary>The command of a process can be split into arguments, and all its values are there when it starts.</summary>
internal static class ProcessRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index, ProcessModel process)
    {
        var node = graph.Node(index);
        if (process.OutputLimit is { } limit and < 1)
        {
            yield return DiagnosticModel.Of(
                Descriptors.OutOfRange, Anchor.OfArgument(node.Member, node.Feature.Attribute, "OutputLimit"), "OutputLimit", node.Name, "at least 1 byte", limit.ToString(CultureInfo.InvariantCulture));
        }

        // The compiler reports an attribute without its argument.
        if (process.Command.IsMissing)
        {
            yield break;
        }

        foreach (var fault in new ProcessCode(graph, index, process, new PathCompiler(new PipelineNames(graph.Pipeline))).Faults)
        {
            yield return fault;
        }
    }
}
