using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators;

/// <summary>
/// The diagnostics that the generator reports itself. A build stops at declaration errors before it runs analyzers, so the generator must explain the causes of such
/// errors: a part that cannot be written, a type that is not a record, a <c>nameof</c> of a missing member. Only the generator reports these, in every case,
/// and the analyzer does not: neither a build nor an IDE shows them twice.
/// </summary>
internal static class GeneratorDiagnostics
{
    private static readonly ImmutableHashSet<DiagnosticDescriptor> Own =
        [Descriptors.NotPartial, Descriptors.RecordShape, Descriptors.PipelineShape, Descriptors.FileLocal, Descriptors.NoRecord, Descriptors.LanguageVersion, Descriptors.HiddenName];

    public static void Register(IncrementalGeneratorInitializationContext context)
    {
        Register(context, Vocabulary.RecordAttribute, static type => type.TypeKind == TypeKind.Struct ? RecordRules.Check(RecordParser.Parse(type)) : []);
        Register(context, Vocabulary.PipelineAttribute, static type => type.TypeKind == TypeKind.Class ? PipelineRules.Check(PipelineParser.Parse(type)) : []);
    }

    /// <summary>Whether the generator reports the diagnostic, and not the analyzer.</summary>
    public static bool Owns(DiagnosticModel found, Location where, Compilation compilation, CancellationToken cancellation) =>
        Own.Contains(found.Descriptor)
        || ((found.Descriptor == Descriptors.UnknownNode || found.Descriptor == Descriptors.UnknownMember) && IsUnbound(where, compilation, cancellation));

    private static void Register(IncrementalGeneratorInitializationContext context, string attribute, Func<INamedTypeSymbol, IEnumerable<DiagnosticModel>> check)
    {
        var found = context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, (target, cancellation) => Find(target, check, cancellation))
            .Where(static diagnostics => diagnostics.Count > 0)
            .WithTrackingName(TrackingNames.Diagnostics);
        context.RegisterSourceOutput(found, static (output, diagnostics) =>
        {
            foreach (var diagnostic in diagnostics)
            {
                output.ReportDiagnostic(diagnostic.What.At(diagnostic.Where.Location));
            }
        });
    }

    private static EquatableArray<Located> Find(GeneratorAttributeSyntaxContext context, Func<INamedTypeSymbol, IEnumerable<DiagnosticModel>> check, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || !Parts.IsFirst(context, type))
        {
            return EquatableArray<Located>.Empty;
        }

        try
        {
            return CheckAll(type, check, context.SemanticModel.Compilation, cancellation)
                .Select(found => (What: found, Where: AnchorLocator.Locate(type, found.Anchor)))
                .Where(found => Owns(found.What, found.Where, context.SemanticModel.Compilation, cancellation))
                .Select(static found => new Located(found.What, Place.Of(found.Where)))
                .ToEquatableArray();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The same fault occurs where the generator writes the type's part, and is reported there.
            return EquatableArray<Located>.Empty;
        }
    }

    private static IEnumerable<DiagnosticModel> CheckAll(
        INamedTypeSymbol type, Func<INamedTypeSymbol, IEnumerable<DiagnosticModel>> check, Compilation compilation, CancellationToken cancellation) =>
        Parts.OldLanguage(type) is { } version ? [DiagnosticModel.Of(Descriptors.LanguageVersion, Anchor.Type, Symbols.DisplayName(type), version)]
        : Parts.Hidden(type, compilation, cancellation) is { } hidden ? [DiagnosticModel.Of(Descriptors.HiddenName, Anchor.Type, Symbols.DisplayName(type), hidden.Type, hidden.What)]
        : check(type);

    // The analyzer reports names in strings, and members of other types: the compiler has no error there.
    private static bool IsUnbound(Location where, Compilation compilation, CancellationToken cancellation) =>
        where.SourceTree is { } tree
        && tree.GetRoot(cancellation).FindNode(where.SourceSpan, getInnermostNodeForTie: true) is SimpleNameSyntax name
        && compilation.GetSemanticModel(tree).GetSymbolInfo(name, cancellation) is { Symbol: null, CandidateSymbols.Length: 0 };

    /// <summary>A diagnostic without a reference to syntax.</summary>
    private sealed record Located(DiagnosticModel What, Place Where);
}
