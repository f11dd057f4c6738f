using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Determines which entry point a project needs.</summary>
internal static class EntryParser
{
    private static readonly string[] Names = ["Main", "ConfigureServices"];

    public static EntryKind Parse(Compilation compilation, CancellationToken cancellation) =>
        compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication) || compilation.GetEntryPoint(cancellation) is not null ? EntryKind.None
        : IsFree(compilation, cancellation) ? EntryKind.WithHook
        : EntryKind.Hidden;

    // A part of Program can be added where no Program exists, or where it is a partial class without members of these names.
    private static bool IsFree(Compilation compilation, CancellationToken cancellation) =>
        !compilation.GlobalNamespace.GetNamespaceMembers().Any(static ns => ns.Name == "Program")
        && (compilation.Assembly.GetTypeByMetadataName("Program") is not { } program
            || (program.DeclaringSyntaxReferences.All(part => IsPartialClass(part.GetSyntax(cancellation)))
                && Names.All(name => program.GetMembers(name).All(static member => member is IMethodSymbol))));

    private static bool IsPartialClass(SyntaxNode part) => part is ClassDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword);
}
