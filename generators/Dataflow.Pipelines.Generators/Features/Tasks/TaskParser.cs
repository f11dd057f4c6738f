using System.Linq;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Tasks;

/// <summary>Reads the signature of a task.</summary>
internal static class TaskParser
{
    public static TaskModel Parse(IMethodSymbol method, int member, AttributeReader reader)
    {
        var (isTask, isValueTask, returned) = ParseReturn(method.ReturnType);
        return new TaskModel(
            method.Parameters.Select((parameter, index) => Parse(parameter, member, index)).ToEquatableArray(),
            returned is null ? null : TypeModels.Of(returned),
            isValueTask,
            isTask,
            method.TypeParameters.Length,
            RunSettings.Parse(method, member, reader));
    }

    private static (bool IsTask, bool IsValueTask, ITypeSymbol? Returned) ParseReturn(ITypeSymbol type)
    {
        const string Tasks = "System.Threading.Tasks";
        var isValueTask = Symbols.Is(type, Tasks, "ValueTask") || Symbols.Is(type, Tasks, "ValueTask", 1);
        var isTask = isValueTask || Symbols.Is(type, Tasks, "Task") || Symbols.Is(type, Tasks, "Task", 1);
        return (isTask, isValueTask, isTask && type is INamedTypeSymbol { Arity: 1 } generic ? generic.TypeArguments[0] : null);
    }

    private static TaskParameter Parse(IParameterSymbol parameter, int member, int index)
    {
        var input = RunInputParser.Parse(parameter, member, index);
        var role = input is not null ? TaskRole.Input
            : parameter.RefKind != RefKind.None ? TaskRole.Unknown
            : Symbols.IsOurs(parameter.Type, "RunContext") ? TaskRole.Run
            : Symbols.Is(parameter.Type, "System.Threading", "CancellationToken") ? TaskRole.Cancellation
            : TaskRole.Unknown;
        return new TaskParameter(parameter.Name, role, TypeModels.Of(parameter.Type), input);
    }
}
