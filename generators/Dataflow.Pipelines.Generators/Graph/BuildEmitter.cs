using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Chains;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>Writes the construction of the job graph: the blocks, then the connections between them.</summary>
internal static class BuildEmitter
{
    public static void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names)
    {
        // The outputs of a block are constants in its class.
        var locals = new LocalNames(["pipeline", "job", "lane", .. plan.Blocks.Where(block => block.IsChain).Select(names.Block)]);
        var variables = plan.Blocks.ToDictionary(block => block, block => locals.Take(block.First.Name));
        using (code.Block("static void flow::Graph.IPipeline<" + names.Self + ">.Build(" + names.Self + " pipeline, flow::CodeGeneration.JobBuilder job)"))
        {
            foreach (var block in plan.Blocks)
            {
                if (block.Nodes.Count > 1)
                {
                    code.Line("// " + block);
                }

                code.Line("var " + variables[block] + " = job.Add(" + Literals.Text(block.First.Id) + ", " + block.Lanes + ", lane => " + block.First.Feature.New(plan, names, block) + ");");
            }

            if (plan.Connections.Count > 0)
            {
                code.Line();
            }

            foreach (var connection in plan.Connections)
            {
                code.Line(Connect(plan, names, connection, variables));
            }
        }
    }

    private static string Connect(PipelinePlan plan, PipelineNames names, Connection connection, Dictionary<BlockPlan, string> variables)
    {
        var node = connection.To.First;
        var stream = plan.Graph.Node(connection.Stream);
        var record = names.Of(stream.Output!);
        var key = node.Feature.KeyType(names, node, connection.Port);
        var method = key is null ? "Connect<" + record + ">" : "ConnectByKey<" + record + ", " + key + ">";
        var output = connection.From.IsChain
            ? names.Block(connection.From) + "." + ChainEmitter.OutputsType + "." + ChainEmitter.OutputName(plan, stream)
            : connection.From.IndexOf(connection.Stream).ToString(CultureInfo.InvariantCulture);
        var buffer = node.Buffer is { } size
            ? ", new flow::CodeGeneration.EdgeBuffer(" + size.Batches.ToString(CultureInfo.InvariantCulture) + ", flow::WhenFull." + size.WhenFull + ", " + Literals.Text(node.Id) + ")"
            : "";
        var port = connection.Port == 0 ? "" : ", port: " + connection.Port.ToString(CultureInfo.InvariantCulture);
        return "job." + method + "(" + variables[connection.From] + ", " + output + ", " + variables[connection.To] + buffer + port + ");";
    }
}
