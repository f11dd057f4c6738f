using System.Linq;
using System.Threading;
using Dataflow.Pipelines.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Parsing;

/// <summary>Finds out which entry point a project needs.</summary>
internal static class EntryParser
{
    public static EntryKind Parse(Compilation compilation, CancellationToken cancellation) =>
        compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication) || compilation.GetEntryPoint(cancellation) is not null ? EntryKind.None
        : compilation.Assembly.GetTypeByMetadataName("Program") is not { } program || program.DeclaringSyntaxReferences.All(part => IsPartialClass(part.GetSyntax(cancellation))) ? EntryKind.WithHook
        : EntryKind.Hidden;

    private static bool IsPartialClass(SyntaxNode part) => part is ClassDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword);
}
