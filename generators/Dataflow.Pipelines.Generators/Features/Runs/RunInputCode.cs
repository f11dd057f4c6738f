using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>Writes what a parameter with <c>[From]</c> or <c>[Value]</c> is given, from the variables of <see cref="Control.ScopeCode"/>.</summary>
internal static class RunInputCode
{
    public static string Of(PipelineGraph graph, PipelineNames names, int node, RunInput input)
    {
        if (!input.IsOutput)
        {
            return ValueBinding.Compile(graph, node, input, names).Code;
        }

        var producer = graph.Node(graph.IndexOf(input.Source.Text));
        var output = ((RunFeature)producer.Feature).ReadRecord("outputs." + names.Output(producer));
        return input.IsNullable ? output : output + " ?? throw flow::CodeGeneration.OutputJson.Missing(" + Literals.Text(producer.Id) + ")";
    }
}
