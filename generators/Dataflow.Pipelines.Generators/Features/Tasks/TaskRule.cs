using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Syntax;

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
            else if (CheckBinding(graph, index, parameter, i) is { } wrong)
            {
                yield return wrong;
            }
        }
    }

    private static DiagnosticModel? CheckBinding(PipelineGraph graph, int index, TaskParameter parameter, int position) =>
        parameter.Role switch
        {
            TaskRole.From => CheckFrom(graph, index, parameter, position),
            TaskRole.Value => ValueBinding.Compile(graph, index, parameter, null).Fault,
            _ => null,
        };

    private static DiagnosticModel? CheckFrom(PipelineGraph graph, int index, TaskParameter parameter, int position)
    {
        var (node, source) = (graph.Node(index), parameter.Source!);
        var producer = graph.IndexOf(source.Text);
        if (producer < 0)
        {
            var nearest = NearestName.Find(source.Text, graph.Pipeline.Nodes.Where(other => other != node && other.Feature.IsRunBound).Select(static other => other.Name));
            return DiagnosticModel.Of(Descriptors.UnknownNode, source.Anchor, source.Text, graph.Pipeline.DisplayName, NearestName.Ask(nearest)) with { Suggestion = nearest };
        }

        if (graph.Node(producer) is not { Feature: RunFeature feature, Output: { } output })
        {
            return DiagnosticModel.Of(Descriptors.NoSuchOutput, source.Anchor, source.Text, WithoutRecord(graph, graph.Node(producer)));
        }

        if (parameter.Type is { IsUnknown: false } type && type.FullName != output.FullName)
        {
            return DiagnosticModel.Of(Descriptors.EdgeTypes, Anchor.OfParameterType(node.Member, position), node.Name, type.Display, graph.Node(producer).Name, output.Display);
        }

        if (parameter.IsNullable)
        {
            return null;
        }

        return Producers.AreComplete(graph, index, producer)
            ? feature.CheckConditional(graph, index, producer, Anchor.OfParameterType(node.Member, position), parameter.Name, MakeNullable(parameter))
            : DiagnosticModel.Of(Descriptors.MayBeMissing, Anchor.OfParameterType(node.Member, position), parameter.Name, graph.Node(producer).Name, node.Name, MakeNullable(parameter));
    }

    private static string WithoutRecord(PipelineGraph graph, NodeModel producer) =>
        PathNames.ValuesOf(graph.Pipeline, producer) is { Count: > 0 } values
            ? "it is " + producer.Feature.Noun + " without a record; take its values, as in [Value(\"{{ " + producer.Id + "." + values[0].Column + " }}\")]"
            : "it has no output of a run; tasks that return a record have one";

    /// <summary>One of the two fixes for a value that may be missing.</summary>
    public static string MakeNullable(TaskParameter parameter) => "make the parameter '" + parameter.Type.Display + "?', or ";
}
