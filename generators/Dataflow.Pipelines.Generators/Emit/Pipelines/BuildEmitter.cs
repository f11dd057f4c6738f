using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Pipelines;

/// <summary>Writes how the job graph is put together: the blocks, then the ways between them.</summary>
internal static class BuildEmitter
{
    public static void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names)
    {
        // The outputs of a block are named through its class.
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

                code.Line("var " + variables[block] + " = job.Add(" + Literals.Text(block.First.Id) + ", " + block.Lanes + ", lane => " + New(plan, names, block) + ");");
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

    private static string New(PipelinePlan plan, PipelineNames names, BlockPlan block)
    {
        var pipeline = plan.Graph.Pipeline;
        var node = block.First;
        switch (node.Kind)
        {
            case NodeKind.Join:
                return JoinEmitter.New(plan.Graph, names, node);
            case NodeKind.Deduplicate:
                return "new flow::CodeGeneration.DeduplicateBlock<" + names.Of(node.Output!) + ">(lane, " + DurationCode.Of(pipeline, node, node.Within!) + ")";
            case NodeKind.Window:
                return WindowCode.New(plan.Graph, names, node);
            case NodeKind.Sink:
                var rollOn = node.RollOn is { } roll ? ", rollOn: " + DurationCode.Of(pipeline, node, roll) : "";
                return "new flow::CodeGeneration.SinkBlock<" + names.Of(node.Output!) + ">(lane, pipeline." + PipelineNames.Member(node.Name) + rollOn + ")";
            default:
                return "new " + names.Block(block) + "(lane, pipeline)";
        }
    }

    private static string Connect(PipelinePlan plan, PipelineNames names, Connection connection, Dictionary<BlockPlan, string> variables)
    {
        var node = connection.To.First;
        var stream = plan.Graph.Node(connection.Stream);
        var record = names.Of(stream.Output!);
        var key = !node.IsKeyed && node.Join is null ? "" : node.Join is null ? names.Key(node) : connection.Port == 0 ? names.LeftKey(node) : names.RightKey(node);
        var method = node.IsKeyed || node.Join is not null ? "ConnectByKey<" + record + ", " + key + ">" : "Connect<" + record + ">";
        var output = connection.From.IsChain
            ? names.Block(connection.From) + "." + ChainEmitter.OutputName(plan, stream)
            : connection.From.IndexOf(connection.Stream).ToString(CultureInfo.InvariantCulture);
        var buffer = node.Buffer is { } size
            ? ", new flow::CodeGeneration.EdgeBuffer(" + size.Batches.ToString(CultureInfo.InvariantCulture) + ", flow::WhenFull." + size.WhenFull + ", " + Literals.Text(node.Id) + ")"
            : "";
        var port = connection.Port == 0 ? "" : ", port: " + connection.Port.ToString(CultureInfo.InvariantCulture);
        return "job." + method + "(" + variables[connection.From] + ", " + output + ", " + variables[connection.To] + buffer + port + ");";
    }
}
