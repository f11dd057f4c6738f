using Dataflow.Pipelines.Generators.Control;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Tasks;

/// <summary>Writes the call of a task: its inputs are read at once, on the actor; the method is called when the attempt runs.</summary>
internal static class TaskEmitter
{
    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index)
    {
        var node = graph.Node(index);
        var task = (TaskModel)node.Part!;
        var locals = new LocalNames(["at", "pipeline", "outputs", "run", "cancellation", .. names.TypeNames]);
        var arguments = new List<string>();
        var bindings = new List<string>();
        foreach (var parameter in task.Parameters)
        {
            switch (parameter.Role)
            {
                case TaskRole.Run:
                    arguments.Add("run");
                    break;
                case TaskRole.Cancellation:
                    arguments.Add("cancellation");
                    break;
                default:
                    var local = locals.Take(parameter.Name);
                    bindings.Add("var " + local + " = " + RunInputCode.Of(graph, names, index, parameter.Input!) + ";");
                    arguments.Add(local);
                    break;
            }
        }

        using (code.Block("public static flow::CodeGeneration.NodeAttempt " + PipelineNames.Member(node.Name) + "(flow::CodeGeneration.TriggerScope at)"))
        {
            var call = (node.IsStatic ? names.Self : "pipeline") + "." + PipelineNames.Member(node.Name) + "(" + string.Join(", ", arguments) + ")";
            ScopeCode.Emit(code, names, string.Join(" ", bindings) + " " + call);
            bindings.ForEach(code.Line);
            if (task.Returned is null)
            {
                using (code.Block("return async (run, cancellation) =>", "};"))
                {
                    code.Line("await " + call + ";");
                    code.Line("return default;");
                }
            }
            else
            {
                code.Line("return async (run, cancellation) => flow::CodeGeneration.OutputJson.Write(await " + call + ");");
            }
        }
    }
}
