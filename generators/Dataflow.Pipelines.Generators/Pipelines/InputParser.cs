using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Reads an input.</summary>
internal static class InputParser
{
    /// <summary>The input, or null where the member is not a property with <c>[Input]</c>.</summary>
    public static InputModel? Parse(ISymbol symbol, int member)
    {
        if (symbol is not IPropertySymbol property || AttributeReader.Find(symbol, member, "Input") is not { } reader)
        {
            return null;
        }

        var type = property.Type;
        var isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
            isNullable = true;
        }

        var (codec, enumeration) = CodecParser.Parse(type);
        return new InputModel(
            member,
            property.Name,
            SnakeCase.Of(property.Name),
            Symbols.FullName(type),
            Symbols.DisplayName(property.Type),
            codec,
            enumeration,
            isNullable,
            property.IsRequired,
            property.SetMethod is { IsInitOnly: true },
            reader.TryText()?.Text,
            reader.Flag("Sensitive"))
        {
            Oddity = MemberOddity.Of(property)
                ?? (property.IsStatic ? "static" : property.ReturnsByRef || property.ReturnsByRefReadonly ? "a property that returns a reference" : property.GetMethod is null ? "a property without a getter" : null),
        };
    }
}
