using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>Makes models of types.</summary>
internal static class TypeModels
{
    public static TypeModel Of(ITypeSymbol type) =>
        new(Symbols.FullName(type), Symbols.DisplayName(type), type.TypeKind == TypeKind.Struct && Symbols.FindAttribute(type, "Record") is not null, !Symbols.IsNameable(type));
}
