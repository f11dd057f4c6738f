using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>Reads <c>[From]</c> and <c>[Value]</c> of a parameter.</summary>
internal static class RunInputParser
{
    private const string From = "From";
    private const string Value = "Value";

    /// <summary>What the parameter takes; null for one without these attributes, and for one by reference.</summary>
    public static RunInput? Parse(IParameterSymbol parameter, int member, int index)
    {
        if (parameter.RefKind != RefKind.None || (Source(parameter, member, index, From) ?? Source(parameter, member, index, Value)) is not { } source)
        {
            return null;
        }

        var nullable = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } value ? value.TypeArguments[0] : null;
        var type = nullable ?? (parameter.Type.IsReferenceType ? parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : parameter.Type);
        return new RunInput(
            parameter.Name, Symbols.FindAttribute(parameter, From) is not null, TypeModels.Of(type), nullable is not null || parameter.NullableAnnotation == NullableAnnotation.Annotated, source);
    }

    private static TextModel? Source(IParameterSymbol parameter, int member, int index, string attribute) =>
        Symbols.FindAttribute(parameter, attribute) is { } found
            ? new TextModel(new AttributeReader(found, member, attribute).Text().Text, Anchor.OfParameterAttribute(member, index, attribute))
            : null;
}
