using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
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
        var source = Source(parameter, member, index, "From") ?? Source(parameter, member, index, "Value");
        var role = parameter.RefKind != RefKind.None ? TaskRole.Unknown
            : Symbols.FindAttribute(parameter, "From") is not null ? TaskRole.From
            : Symbols.FindAttribute(parameter, "Value") is not null ? TaskRole.Value
            : Symbols.IsOurs(parameter.Type, "RunContext") ? TaskRole.Run
            : Symbols.Is(parameter.Type, "System.Threading", "CancellationToken") ? TaskRole.Cancellation
            : TaskRole.Unknown;
        var isNullable = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } || parameter.NullableAnnotation == NullableAnnotation.Annotated;
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type.IsReferenceType ? parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : parameter.Type;
        return new TaskParameter(parameter.Name, role, TypeModels.Of(type), isNullable, source);
    }

    private static TextModel? Source(IParameterSymbol parameter, int member, int index, string attribute) =>
        Symbols.FindAttribute(parameter, attribute) is { } found
            ? new TextModel(new AttributeReader(found, member, attribute).Text().Text, Anchor.OfParameterAttribute(member, index, attribute))
            : null;
}
