using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.CodeFixes;

/// <summary>Makes a pipeline, and the types around it, partial; makes a record struct readonly and partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddModifierFix)), Shared]
public sealed class AddModifierFix : CodeFixProvider
{
    private const string NotPartial = "DFP0001";
    private const string RecordShape = "DFP0002";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [NotPartial, RecordShape];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var type = root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>();

            // A class, or a struct that is not a record, needs more than a modifier: the user must change it.
            if (type is null || (diagnostic.Id == RecordShape && !type.IsKind(SyntaxKind.RecordStructDeclaration)))
            {
                continue;
            }

            var title = diagnostic.Id == NotPartial ? "Make it partial" : "Make it 'readonly partial record struct'";
            context.RegisterCodeFix(CodeAction.Create(title, stop => ApplyAsync(context.Document, type, diagnostic.Id == RecordShape, stop), title), diagnostic);
        }
    }

    private static async Task<Document> ApplyAsync(Document document, TypeDeclarationSyntax type, bool isRecord, CancellationToken stop)
    {
        var root = await document.GetSyntaxRootAsync(stop).ConfigureAwait(false) ?? throw new InvalidOperationException("The document has no syntax tree.");
        List<TypeDeclarationSyntax> types = [.. type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()];
        return document.WithSyntaxRoot(root.ReplaceNodes(types, (original, changed) => With(changed, isRecord && original == type)));
    }

    private static TypeDeclarationSyntax With(TypeDeclarationSyntax type, bool isReadOnly)
    {
        List<SyntaxKind> wanted = isReadOnly ? [SyntaxKind.ReadOnlyKeyword, SyntaxKind.PartialKeyword] : [SyntaxKind.PartialKeyword];
        List<SyntaxKind> missing = [.. wanted.Where(kind => !type.Modifiers.Any(kind))];
        if (missing.Count == 0)
        {
            return type;
        }

        // The first modifier gets the leading trivia of the declaration. C# requires `partial` as the last modifier.
        var leading = type.GetLeadingTrivia();
        var keywordOnly = type.Modifiers.Count == 0;
        var bare = keywordOnly ? type.WithKeyword(type.Keyword.WithLeadingTrivia()) : type;
        var modifiers = bare.Modifiers;
        foreach (var kind in missing)
        {
            var token = SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
            var partial = modifiers.IndexOf(SyntaxKind.PartialKeyword);
            modifiers = kind == SyntaxKind.ReadOnlyKeyword && partial >= 0 ? modifiers.Insert(partial, token) : modifiers.Add(token);
        }

        var changed = bare.WithModifiers(modifiers);
        return keywordOnly ? changed.WithLeadingTrivia(leading) : changed;
    }
}
