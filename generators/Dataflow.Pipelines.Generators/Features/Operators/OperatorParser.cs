using System.Linq;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>Reads the signature of an operator: its types determine what it does.</summary>
internal static class OperatorParser
{
    public static OperatorModel Parse(IMethodSymbol method, int member, string onError, int? rejectAfter = null)
    {
        var parameters = method.Parameters
            .Select((parameter, index) => RunInputParser.Parse(parameter, member, index) is { } input
                ? new OperatorParameter(parameter.Name, ParameterRole.Input, "", TypeModels.Of(parameter.Type)) { Input = input }
                : ParseParameter(parameter, index))
            .ToEquatableArray();
        var (returned, awaited) = Await(method.ReturnType);
        var (shape, type) = ParseReturn(method, returned, parameters);
        return new OperatorModel(shape, parameters, type, onError == "Reject", onError == "Skip", method.TypeParameters.Length) { Awaited = awaited, RejectAfter = rejectAfter };
    }

    /// <summary>The role of a parameter, by its type.</summary>
    public static OperatorParameter ParseParameter(IParameterSymbol parameter, int index)
    {
        var modifier = parameter.RefKind switch
        {
            RefKind.In => "in ",
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.RefReadOnlyParameter => "in ",
            _ => "",
        };
        var byValue = modifier is "in " or "";
        if (Symbols.IsOurs(parameter.Type, "Emitter", 1))
        {
            var carried = ((INamedTypeSymbol)parameter.Type).TypeArguments[0];
            return new OperatorParameter(parameter.Name, parameter.RefKind == RefKind.Ref ? ParameterRole.Emitter : ParameterRole.Unknown, modifier, TypeModels.Of(carried));
        }

        var role = Symbols.IsOurs(parameter.Type, "Moment") && byValue ? ParameterRole.Moment
            : Symbols.Is(parameter.Type, "System.Threading", "CancellationToken") && byValue ? ParameterRole.Cancellation
            : index == 0 && byValue ? ParameterRole.Record
            : index > 0 && parameter.RefKind == RefKind.Ref ? (Symbols.IsOurs(parameter.Type, "Timers") ? ParameterRole.Timers : ParameterRole.State)
            : ParameterRole.Unknown;
        return new OperatorParameter(parameter.Name, role, modifier, TypeModels.Of(parameter.Type));
    }

    // The awaited type determines what the operator does, as the return type does otherwise.
    private static (ITypeSymbol Type, AwaitedKind Awaited) Await(ITypeSymbol type) =>
        Symbols.Is(type, "System.Threading.Tasks", "ValueTask", 1) ? (((INamedTypeSymbol)type).TypeArguments[0], AwaitedKind.ValueTask)
        : Symbols.Is(type, "System.Threading.Tasks", "Task", 1) ? (((INamedTypeSymbol)type).TypeArguments[0], AwaitedKind.Task)
        : (type, AwaitedKind.None);

    private static (OperatorShape Shape, TypeModel Type) ParseReturn(IMethodSymbol method, ITypeSymbol type, EquatableArray<OperatorParameter> parameters)
    {
        if (method.ReturnsVoid)
        {
            var isFlatMap = parameters.Any(parameter => parameter.Role == ParameterRole.Emitter);
            return (isFlatMap ? OperatorShape.FlatMap : OperatorShape.Unknown, TypeModels.Of(type));
        }

        if (type.SpecialType == SpecialType.System_Boolean)
        {
            return (OperatorShape.Filter, TypeModels.Of(type));
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return (OperatorShape.FilterMap, TypeModels.Of(nullable.TypeArguments[0]));
        }

        if (Symbols.IsOurs(type, "OrReject", 1))
        {
            return (OperatorShape.RejectMap, TypeModels.Of(((INamedTypeSymbol)type).TypeArguments[0]));
        }

        var model = TypeModels.Of(type);
        return (model.IsRecord && !method.ReturnsByRef && !method.ReturnsByRefReadonly ? OperatorShape.Map : OperatorShape.Unknown, model);
    }
}
