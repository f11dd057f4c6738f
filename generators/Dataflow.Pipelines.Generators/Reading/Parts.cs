using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>Conditions on the parts of a type that the generator checks before it reads them.</summary>
internal static class Parts
{
    private static readonly string[] Roots = ["System", "Microsoft"];

    /// <summary>Whether this part has the attribute that counts: an attribute on two parts is a compiler error, but the generator still receives both parts.</summary>
    public static bool IsFirst(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type) =>
        context.Attributes.FirstOrDefault()?.AttributeClass is { } attribute
        && type.GetAttributes().First(candidate => SymbolEqualityComparer.Default.Equals(candidate.AttributeClass, attribute)).ApplicationSyntaxReference is { } application
        && application.SyntaxTree == context.TargetNode.SyntaxTree
        && context.TargetNode.Span.Contains(application.Span);

    /// <summary>Whether the outermost type is less accessible than C# allows there: the compiler reports it, and combines no parts of it from other files.</summary>
    public static bool IsMisplaced(INamedTypeSymbol type)
    {
        var outer = type;
        while (outer.ContainingType is { } next)
        {
            outer = next;
        }

        return outer.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal);
    }

    /// <summary>The first root namespace that a user type hides everywhere, without which generated code does not compile; otherwise null.</summary>
    public static string? HiddenRoot(Compilation compilation) =>
        Roots.FirstOrDefault(root => compilation.Assembly.GlobalNamespace.GetTypeMembers(root, 0).Length > 0);

    /// <summary>The user type that hides a name that generated code needs, with that name; otherwise null.</summary>
    public static (string Type, string What)? Hidden(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        HiddenRoot(compilation) is { } root ? (root, "the namespace of that name")
        : ClashParser.HidesVar(type, compilation, cancellation) ? ("var", "the keyword of that name")
        : null;

    /// <summary>The C# version of the type, where it is too old for the generated part; otherwise null.</summary>
    public static string? OldLanguage(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp13 and var version }
            ? version.ToDisplayString()
            : null;
}
