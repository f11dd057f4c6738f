using System.Linq;
using System.Threading;
using Dataflow.Pipelines.Generators.Locations;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;
using Dataflow.Pipelines.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Dataflow.Pipelines.Generators;

/// <summary>
/// Speaks where the analyzer cannot: a <c>nameof</c> of something that does not exist is an error of the declaration, and a build
/// stops at those before it runs analyzers. Only generators come earlier, so here the unknown name is told with the right one.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class UnboundNameGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var unknown = context.SyntaxProvider
            .ForAttributeWithMetadataName(Vocabulary.PipelineAttribute, static (node, _) => node is ClassDeclarationSyntax, Find)
            .Where(static found => found.Count > 0)
            .WithTrackingName(TrackingNames.UnboundNames);
        context.RegisterSourceOutput(unknown, static (output, found) =>
        {
            foreach (var name in found)
            {
                output.ReportDiagnostic(Diagnostic.Create(name.What.Descriptor, name.Where, name.What.Arguments.ToArray<object>()));
            }
        });
    }

    private static EquatableArray<UnknownName> Find(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var found = PipelineRules.Check(PipelineParser.Parse(type))
            .Where(static wrong => wrong.Descriptor == Descriptors.UnknownNode || wrong.Descriptor == Descriptors.UnknownMember)
            .Select(wrong => (What: wrong, Where: AnchorLocator.Locate(type, wrong.Anchor)))
            .Where(wrong => IsUnbound(wrong.Where, context.SemanticModel.Compilation, cancellation))
            .Select(static wrong => UnknownName.Of(wrong.What, wrong.Where));
        return new EquatableArray<UnknownName>(found);
    }

    // What stands in a string, or is a member of something else, is left to the analyzer: the compiler has no error there.
    private static bool IsUnbound(Location where, Compilation compilation, CancellationToken cancellation) =>
        where.SourceTree is { } tree
        && tree.GetRoot(cancellation).FindNode(where.SourceSpan, getInnermostNodeForTie: true) is SimpleNameSyntax name
        && compilation.GetSemanticModel(tree).GetSymbolInfo(name, cancellation) is { Symbol: null, CandidateSymbols.Length: 0 };

    /// <summary>A diagnostic that holds no syntax.</summary>
    private sealed record UnknownName(DiagnosticModel What, string Path, TextSpan Span, LinePositionSpan Lines)
    {
        public Location Where => Location.Create(Path, Span, Lines);

        public static UnknownName Of(DiagnosticModel what, Location where) =>
            new(what, where.SourceTree?.FilePath ?? "", where.SourceSpan, where.GetLineSpan().Span);
    }
}
