using System.Linq;
using System.Threading;
using Dataflow.Pipelines.Generators.Emit;
using Dataflow.Pipelines.Generators.Emit.Pipelines;
using Dataflow.Pipelines.Generators.Emit.Records;
using Dataflow.Pipelines.Generators.Graph;
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

        var pipelines = context.SyntaxProvider
            .ForAttributeWithMetadataName(Vocabulary.PipelineAttribute, static (node, _) => node is TypeDeclarationSyntax, ParsePipeline)
            .Where(static pipeline => pipeline is not null)
            .Select(static (pipeline, _) => pipeline!)
            .WithTrackingName(TrackingNames.Pipeline);
        var pipelineClashes = pipelines
            .Select(static (pipeline, _) => pipeline.Type.MetadataName)
            .Collect()
            .Select(static (names, _) => HintNames.FindClashes(names))
            .WithTrackingName(TrackingNames.PipelineClashes);
        context.RegisterSourceOutput(pipelines.Combine(pipelineClashes).WithTrackingName(TrackingNames.PipelineOutput), static (output, pair) =>
        {
            var (pipeline, clashes) = pair;
            var graph = PipelineGraph.Of(pipeline);
            output.AddSource(
                HintNames.Of(pipeline.Type, "Pipeline", clashes),
                PipelineRules.CanEmit(graph) ? PipelineEmitter.Emit(graph) : PipelineEmitter.EmitStub(pipeline));
        });

        var entries = pipelines
            .Select(static (pipeline, _) => new EntryModel(pipeline.Type.FullName, pipeline.Type.IsVisible))
            .Collect()
            .Select(static (found, _) => found.Length == 1 && found[0].IsVisible ? found[0].FullName : null);
        var entryKind = context.CompilationProvider.Select(static (compilation, cancellation) => (
            Kind: EntryParser.Parse(compilation, cancellation),
            HasProgram: compilation.GetTypeByMetadataName(Vocabulary.Program) is not null));
        context.RegisterSourceOutput(entries.Combine(entryKind).WithTrackingName(TrackingNames.EntryOutput), static (output, pair) =>
        {
            if (pair is ({ } pipeline, (not EntryKind.None, var hasProgram)))
            {
                output.AddSource(EntryEmitter.FileName, EntryEmitter.Emit(hasProgram ? pipeline : null, pair.Right.Kind));
            }
        });
    }

    private static RecordModel? ParseRecord(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Struct } type || !IsFirstPart(context, type, "Record"))
        {
            return null;
        }

        var record = RecordParser.Parse(type);
        return record with { Type = record.Type with { HasClashes = HasClashes(context, type, cancellation) } };
    }

    // No part can be added to a class that is not partial, and no object be made of one that is generic or abstract.
    private static PipelineModel? ParsePipeline(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class, Arity: 0, IsStatic: false, IsAbstract: false } type || !IsFirstPart(context, type, "Pipeline"))
        {
            return null;
        }

        var pipeline = PipelineParser.Parse(type);
        return pipeline.Type.IsPartial ? pipeline with { Type = pipeline.Type with { HasClashes = HasClashes(context, type, cancellation) } } : null;
    }

    private static bool HasClashes(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type, CancellationToken cancellation) =>
        ClashParser.HasClashes(type, context.SemanticModel.Compilation, cancellation);

    // An attribute that two parts of a type carry is an error of the compiler's, but both parts come here.
    private static bool IsFirstPart(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type, string attribute) =>
        Symbols.FindAttribute(type, attribute)?.ApplicationSyntaxReference is { } application
        && application.SyntaxTree == context.TargetNode.SyntaxTree
        && context.TargetNode.Span.Contains(application.Span);
}
