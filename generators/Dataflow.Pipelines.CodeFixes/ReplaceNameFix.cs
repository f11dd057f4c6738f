using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Dataflow.Pipelines.CodeFixes;

/// <summary>Puts the nearest right name in the place of a wrong one, in a <c>nameof</c> or inside a string.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceNameFix)), Shared]
public sealed class ReplaceNameFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ["DFP0005", "DFP0017", "DFP1001", "DFP1002", "DFP1003", "DFP1005", "DFP1006", "DFP1007"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Suggestion.Of(diagnostic) is { } name)
            {
                var span = diagnostic.Location.SourceSpan;
                context.RegisterCodeFix(
                    CodeAction.Create($"Change to '{name}'", async stop => context.Document.WithText((await context.Document.GetTextAsync(stop).ConfigureAwait(false)).WithChanges(new TextChange(span, name))), name),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }
}
