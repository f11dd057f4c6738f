using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Features.Tasks;

/// <summary>A task returns a task of a record, or a task; each parameter is bound to something of its type that is there whenever the task starts.</summary>
internal static class TaskRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index, TaskModel task)
    {
        var node = graph.Node(index);
        if (!task.IsTask && !node.DeclaredType.IsUnknown)
        {
            yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfMemberType(node.Member), node.Name, "a [Task] returns Task<T> or ValueTask<T> of a [Record], its output, or Task");
        }
        else if (task.Returned is { IsRecord: false, IsUnknown: false } returned)
        {
            yield return DiagnosticModel.Of(Descriptors.NoRecord, Anchor.OfMemberType(node.Member), returned.Display, node.Name);
        }

        if (task.TypeParameters > 0)
        {
            yield return DiagnosticModel.Of(Descriptors.UnknownSignature, Anchor.OfMember(node.Member), node.Name, "it must not be generic");
        }

        for (var i = 0; i < task.Parameters.Count; i++)
        {
            var parameter = task.Parameters[i];
            if (parameter is { Role: TaskRole.Unknown, Type.IsUnknown: false })
            {
                yield return DiagnosticModel.Of(Descriptors.UnknownParameter, Anchor.OfParameter(node.Member, i), parameter.Name, parameter.Type.Display, "a task takes outputs with [From], values with [Value], RunContext and CancellationToken");
            }
            else if (parameter.Input is { } input && RunInputRule.Check(graph, index, input, i) is { } wrong)
            {
                yield return wrong;
            }
        }
    }
}
