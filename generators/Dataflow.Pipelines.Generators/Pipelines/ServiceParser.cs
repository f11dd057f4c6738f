using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Reads a parameter of the constructor.</summary>
internal static class ServiceParser
{
    public static ServiceModel Parse(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        var bare = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        var key = Key(parameter);
        return new ServiceModel(
            type.TypeKind == TypeKind.Dynamic ? "object" : Symbols.FullNameOfReference(type),
            parameter.Name,
            Symbols.DisplayName(type),
            key is null && IsValue(bare),
            parameter.HasExplicitDefaultValue,
            Fallback(parameter, bare),
            key)
        {
            IsUnknown = !Symbols.IsNameable(type),
            Oddity = parameter.RefKind is RefKind.Ref or RefKind.Out ? "it is passed by reference"
                : type is IPointerTypeSymbol or IFunctionPointerTypeSymbol ? "a pointer is no service"
                : type.IsRefLikeType ? "a ref struct cannot be stored"
                : null,
        };
    }

    // A null key, and the attribute without a key (which inherits the key of the class), mean the service without a key.
    private static string? Key(IParameterSymbol parameter)
    {
        var key = parameter.GetAttributes()
            .Where(static attribute => Symbols.Is(attribute.AttributeClass, "Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute"))
            .SelectMany(static attribute => attribute.ConstructorArguments)
            .FirstOrDefault();
        return key.Kind switch
        {
            _ when key.Kind == TypedConstantKind.Error || key.IsNull => null,
            TypedConstantKind.Type => "typeof(" + Symbols.FullName((ITypeSymbol)key.Value!) + ")",
            TypedConstantKind.Array => "new object()", // Arrays are compared by reference: no service has this key.
            _ => Literals.Of(key.Value, key.Type!, isNullable: false),
        };
    }

    // A required service has no fallback. 'null!': the default of a parameter may be null where its type has no '?'.
    private static string? Fallback(IParameterSymbol parameter, ITypeSymbol bare)
    {
        var isNullableValue = !SymbolEqualityComparer.Default.Equals(bare, parameter.Type);
        if (parameter.HasExplicitDefaultValue)
        {
            var text = Literals.Of(parameter.ExplicitDefaultValue, bare, isNullableValue);
            return text == "null" && !isNullableValue ? "null!" : text;
        }

        return isNullableValue ? "null"
            : parameter.Type.NullableAnnotation == NullableAnnotation.Annotated ? "null!"
            : null;
    }

    // Flags enumerations, characters and URIs have no codec, but are values too.
    private static bool IsValue(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType == SpecialType.System_Char
        || Symbols.Is(type, "System", "Uri")
        || CodecParser.Parse(type).Codec is not (CodecKind.None or CodecKind.Unknown or CodecKind.Record or CodecKind.ByteArray or CodecKind.ByteMemory);
}
