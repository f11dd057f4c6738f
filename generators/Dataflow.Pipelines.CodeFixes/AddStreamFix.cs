using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Dataflow.Pipelines.CodeFixes;

/// <summary>Adds the missing stream for rejects, late records or a side output.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddStreamFix)), Shared]
public sealed class AddStreamFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DFP0010", "DFP0011", "DFP0012"];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Suggestion.Of(diagnostic) is { } declaration && SyntaxFactory.ParseMemberDeclaration(declaration) is PropertyDeclarationSyntax stream)
            {
                context.RegisterCodeFix(
                    CodeAction.Create($"Add stream '{stream.Identifier.Text}'", stop => AddAsync(context.Document, diagnostic, stream, stop), nameof(AddStreamFix)),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> AddAsync(Document document, Diagnostic diagnostic, PropertyDeclarationSyntax stream, CancellationToken stop)
    {
        var root = await document.GetSyntaxRootAsync(stop).ConfigureAwait(false) ?? throw new InvalidOperationException("The document has no syntax tree.");
        var member = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (member?.Parent is not ClassDeclarationSyntax pipeline)
        {
            return document;
        }

        var added = stream
            .WithLeadingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return document.WithSyntaxRoot(root.ReplaceNode(pipeline, pipeline.WithMembers(pipeline.Members.Insert(pipeline.Members.IndexOf(member) + 1, added))));
    }
}
