using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>What the generator asks of the parts of a type before it reads them.</summary>
internal static class Parts
{
    private static readonly string[] Roots = ["System", "Microsoft"];

    /// <summary>Whether this is the part whose attribute counts: one that two parts carry is an error of the compiler's, but both parts come to the generator.</summary>
    public static bool IsFirst(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type) =>
        context.Attributes.FirstOrDefault()?.AttributeClass is { } attribute
        && type.GetAttributes().First(candidate => SymbolEqualityComparer.Default.Equals(candidate.AttributeClass, attribute)).ApplicationSyntaxReference is { } application
        && application.SyntaxTree == context.TargetNode.SyntaxTree
        && context.TargetNode.Span.Contains(application.Span);

    /// <summary>Whether the outermost type around it is more hidden than C# allows there: the compiler reports it, and sees no part of it from elsewhere.</summary>
    public static bool IsMisplaced(INamedTypeSymbol type)
    {
        var outer = type;
        while (outer.ContainingType is { } next)
        {
            outer = next;
        }

        return outer.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal);
    }

    /// <summary>The first namespace that a type of the user's hides everywhere, which no generated code compiles without; else none.</summary>
    public static string? HiddenRoot(Compilation compilation) =>
        Roots.FirstOrDefault(root => compilation.Assembly.GlobalNamespace.GetTypeMembers(root, 0).Length > 0);

    /// <summary>The type of the user's that hides what generated code needs, and what it hides; else none.</summary>
    public static (string Type, string What)? Hidden(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        HiddenRoot(compilation) is { } root ? (root, "the namespace of that name")
        : ClashParser.HidesVar(type, compilation, cancellation) ? ("var", "the keyword of that name")
        : null;

    /// <summary>The version of C# that the type is written in, where it is too old for the generated part; else none.</summary>
    public static string? OldLanguage(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp13 and var version }
            ? version.ToDisplayString()
            : null;
}
