using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Dataflow.Pipelines.CodeFixes;

/// <summary>Replaces a wrong name by the nearest valid one, in a <c>nameof</c> or inside a string.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceNameFix)), Shared]
public sealed class ReplaceNameFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ["DFP0005", "DFP0017", "DFP1001", "DFP1002", "DFP1003", "DFP1005", "DFP1006", "DFP1007", "DFP1009", "DFP1014"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Suggestion.Of(diagnostic) is { } name)
            {
                // Where the complete string is replaced, its quotes are retained.
                var span = diagnostic.Location.SourceSpan;
                var isString = span.Length > 1 && text[span.Start] == '"' && text[span.End - 1] == '"';
                var change = new TextChange(span, isString ? $"\"{name}\"" : name);
                context.RegisterCodeFix(
                    CodeAction.Create($"Change to '{name}'", _ => Task.FromResult(context.Document.WithText(text.WithChanges(change))), name),
                    diagnostic);
            }
        }
    }
}
