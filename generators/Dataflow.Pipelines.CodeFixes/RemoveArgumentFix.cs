using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Dataflow.Pipelines.CodeFixes;

/// <summary>Removes the argument that names a stream a second time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveArgumentFix)), Shared]
public sealed class RemoveArgumentFix : CodeFixProvider
{
    private const string Title = "Remove the second mention";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DFP0020"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            // An empty suggestion means that the argument can be removed.
            if (root is null || Suggestion.Of(diagnostic) is not "" || Removable(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)) is not { } argument)
            {
                continue;
            }

            // It is the second mention, so a comma precedes it.
            var change = new TextChange(TextSpan.FromBounds(argument.GetFirstToken().GetPreviousToken().SpanStart, argument.Span.End), "");
            context.RegisterCodeFix(CodeAction.Create(Title, stop => ApplyAsync(context.Document, change, stop), Title), diagnostic);
        }
    }

    private static async Task<Document> ApplyAsync(Document document, TextChange change, CancellationToken stop)
    {
        var text = await document.GetTextAsync(stop).ConfigureAwait(false);
        return document.WithText(text.WithChanges(change));
    }

    // The argument of the attribute, or the element of the array or collection that is its argument.
    private static SyntaxNode? Removable(SyntaxNode named)
    {
        foreach (var node in named.AncestorsAndSelf())
        {
            if (node is AttributeArgumentSyntax or CollectionElementSyntax || node.Parent is InitializerExpressionSyntax)
            {
                return node;
            }
        }

        return null;
    }
}
