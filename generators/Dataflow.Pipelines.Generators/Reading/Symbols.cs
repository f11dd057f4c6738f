using System.Linq;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>Queries of the parsers on Roslyn's symbols.</summary>
internal static class Symbols
{
    private static readonly SymbolDisplayFormat FullNameFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat NullableNameFormat = FullNameFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string FullName(ITypeSymbol type) => Text(type, FullNameFormat);

    /// <summary>The full name with the <c>?</c> of type arguments and elements, but without the <c>?</c> of a reference type itself.</summary>
    public static string FullNameOfReference(ITypeSymbol type) =>
        Text(type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type, NullableNameFormat);

    /// <summary>The full name with the <c>?</c> of the type itself, of its arguments and of its elements, as in a declaration.</summary>
    public static string FullNameAsDeclared(ITypeSymbol type) => Text(type, NullableNameFormat);

    /// <summary>Whether the type, or a type around it, is file-local.</summary>
    public static bool IsFileLocal(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether code in another file can name the type: it and its type arguments exist and are not file-local.</summary>
    public static bool IsNameable(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => IsNameable(array.ElementType),
            IPointerTypeSymbol pointer => IsNameable(pointer.PointedAtType),
            INamedTypeSymbol named => named.TypeKind != TypeKind.Error && !IsFileLocal(named) && named.TypeArguments.All(IsNameable),
            _ => type.TypeKind != TypeKind.Error,
        };

    public static string DisplayName(ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>Whether the type has this namespace, name and number of type parameters.</summary>
    public static bool Is(ITypeSymbol? type, string ns, string name, int arity = 0) =>
        type is INamedTypeSymbol named && named.Name == name && named.Arity == arity && named.ContainingType is null && IsNamespace(named.ContainingNamespace, ns);

    /// <summary>Whether the type belongs to this library.</summary>
    public static bool IsOurs(ITypeSymbol? type, string name, int arity = 0) => Is(type, Vocabulary.Namespace, name, arity);

    /// <summary>The attribute of this library with a name (without <c>Attribute</c>), or null.</summary>
    public static AttributeData? FindAttribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => IsOurs(attribute.AttributeClass, name + "Attribute"));

    /// <summary>The text of an attribute's first argument without a name.</summary>
    public static string? FirstText(AttributeData attribute) => Text(attribute, 0);

    /// <summary>The text of an attribute's argument without a name.</summary>
    public static string? Text(AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index && attribute.ConstructorArguments[index] is { Kind: not TypedConstantKind.Array, Value: string text } ? text : null;

    /// <summary>A type's members by file and position, independent of the order of the syntax trees.</summary>
    public static IReadOnlyList<ISymbol> DeclaredMembers(INamedTypeSymbol type) =>
        type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared)
            .OrderBy(member => member.Locations.FirstOrDefault()?.SourceTree?.FilePath ?? "", StringComparer.Ordinal)
            .ThenBy(member => member.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0)
            .ToList();

    /// <summary>Whether the member is generated: the analyzer also sees the generated parts.</summary>
    public static bool IsGenerated(ISymbol member) =>
        member.Locations.Any(location => location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);

    // Roslyn does not escape contextual keywords such as 'partial'.
    private static string Text(ITypeSymbol type, SymbolDisplayFormat format) =>
        string.Concat(type.ToDisplayParts(format).Select(static part => part.Kind != SymbolDisplayPartKind.Keyword && part.Symbol is INamespaceOrTypeSymbol ? TypeParser.Identifier(part.ToString()) : part.ToString()));

    private static bool IsNamespace(INamespaceSymbol? ns, string name)
    {
        var end = name.Length;
        while (ns is { IsGlobalNamespace: false })
        {
            var start = name.LastIndexOf('.', end - 1) + 1;
            if (string.CompareOrdinal(name, start, ns.Name, 0, Math.Max(ns.Name.Length, end - start)) != 0)
            {
                return false;
            }

            if (start == 0)
            {
                return ns.ContainingNamespace.IsGlobalNamespace;
            }

            end = start - 1;
            ns = ns.ContainingNamespace;
        }

        return false;
    }
}
