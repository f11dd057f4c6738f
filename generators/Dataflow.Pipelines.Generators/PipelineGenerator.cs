using System.Linq;
using System.Threading;
using Dataflow.Pipelines.Generators.Emit;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;
using Dataflow.Pipelines.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators;

/// <summary>
/// Turns <c>[Record]</c> types into codecs and <c>[Pipeline]</c> classes into graphs of blocks. It reports nothing: the
/// analyzer does, by the same parsers and rules; a model with errors gets stubs, so that the analyzer's are the only ones.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PipelineGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var records = context.SyntaxProvider
            .ForAttributeWithMetadataName(Vocabulary.RecordAttribute, static (node, _) => node is TypeDeclarationSyntax, ParseRecord)
            .Where(static record => record is not null)
            .Select(static (record, _) => record!)
            .WithTrackingName(TrackingNames.Record);
        var recordClashes = records
            .Select(static (record, _) => record.Type.MetadataName)
            .Collect()
            .Select(static (names, _) => HintNames.FindClashes(names))
            .WithTrackingName(TrackingNames.RecordClashes);
        context.RegisterSourceOutput(records.Combine(recordClashes).WithTrackingName(TrackingNames.RecordOutput), static (output, pair) =>
        {
            var (record, clashes) = pair;
            var isStub = !RecordRules.HasCodecs(record) || RecordRules.Check(record).Any();
            output.AddSource(HintNames.Of(record.Type, "Record", clashes), RecordEmitter.Emit(record, isStub));
        });
    }

    private static RecordModel? ParseRecord(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol { TypeKind: TypeKind.Struct } type && IsFirstPart(context, type, "Record") ? RecordParser.Parse(type) : null;

    // An attribute that two parts of a type carry is an error of the compiler's, but both parts come here.
    private static bool IsFirstPart(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type, string attribute) =>
        Symbols.FindAttribute(type, attribute)?.ApplicationSyntaxReference is { } application
        && application.SyntaxTree == context.TargetNode.SyntaxTree
        && context.TargetNode.Span.Contains(application.Span);
}
