using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>Reads the location of a type and the declaration of its generated part.</summary>
internal static class TypeParser
{
    public static TypeIdentity Parse(INamedTypeSymbol type)
    {
        var containers = new List<string>();
        var isPartial = IsPartial(type);
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Insert(0, Keyword(outer) + " " + Identifier(outer.Name) + TypeParameters(outer));
            isPartial &= IsPartial(outer);
        }

        return new TypeIdentity(
            type.ContainingNamespace.IsGlobalNamespace ? "" : NamespaceName(type.ContainingNamespace),
            containers.ToEquatableArray(),
            Keyword(type),
            Identifier(type.Name),
            TypeParameters(type),
            Symbols.FullName(type),
            MetadataName(type),
            isPartial,
            IsVisible(type))
        {
            IsFileLocal = Symbols.IsFileLocal(type),
        };
    }

    private static bool IsVisible(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && (type.ContainingType is null || IsVisible(type.ContainingType));

    /// <summary>The name as it must be written in code.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    // Determined by the user's parts: the analyzer also sees the generated one.
    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.All(part =>
            part.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
            || (part.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)));

    private static string Keyword(INamedTypeSymbol type) =>
        type.TypeKind switch
        {
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            TypeKind.Interface => "interface",
            _ => type.IsRecord ? "record" : "class",
        };

    private static string TypeParameters(INamedTypeSymbol type) =>
        type.Arity == 0 ? "" : "<" + string.Join(", ", type.TypeParameters.Select(parameter => Identifier(parameter.Name))) + ">";

    private static string NamespaceName(INamespaceSymbol ns) =>
        ns.ContainingNamespace is { IsGlobalNamespace: false } outer ? NamespaceName(outer) + "." + Identifier(ns.Name) : Identifier(ns.Name);

    private static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? MetadataName(outer) + "+" + type.MetadataName
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName
        : NamespaceName(type.ContainingNamespace).Replace("@", "") + "." + type.MetadataName;
}
