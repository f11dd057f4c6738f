using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators;

/// <summary>
/// Turns <c>[Record]</c> types into codecs and <c>[Pipeline]</c> classes into graphs of blocks. A model with errors gets stubs, so that ours are the only errors;
/// the analyzer reports most of these, by the same parsers and rules (<see cref="GeneratorDiagnostics"/>).
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PipelineGenerator : IIncrementalGenerator
{
    private readonly Action<string>? _probe;

    /// <summary>The constructor that the compiler calls.</summary>
    public PipelineGenerator()
    {
    }

    /// <param name="probe">Called with the name of each type before it is parsed and before its part is written: an exception from it is a fault of that step.</param>
    internal PipelineGenerator(Action<string> probe) => _probe = probe;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        GeneratorDiagnostics.Register(context);
        var parsedRecords = context.SyntaxProvider
            .ForAttributeWithMetadataName(Vocabulary.RecordAttribute, static (node, _) => node is TypeDeclarationSyntax, ParseRecord)
            .Where(static record => record is not null);
        var records = parsedRecords
            .Where(static record => record!.Value is not null)
            .Select(static (record, _) => record!.Value!)
            .WithTrackingName(TrackingNames.Record);
        var recordClashes = Clashes(records.Select(static (record, _) => record.Type), TrackingNames.RecordClashes);
        var recordTexts = records
            .Combine(recordClashes)
            .Where(static pair => !pair.Left.Type.IsFileLocal && !pair.Left.IsRefLike)
            .Select((pair, _) => Write(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.RecordOutput);

        var parsedPipelines = context.SyntaxProvider
            .ForAttributeWithMetadataName(Vocabulary.PipelineAttribute, static (node, _) => node is TypeDeclarationSyntax, ParsePipeline)
            .Where(static pipeline => pipeline is not null);
        var pipelines = parsedPipelines
            .Where(static pipeline => pipeline!.Value is not null)
            .Select(static (pipeline, _) => pipeline!.Value!)
            .WithTrackingName(TrackingNames.Pipeline);
        var pipelineClashes = Clashes(pipelines.Select(static (pipeline, _) => pipeline.Type), TrackingNames.PipelineClashes);
        var pipelineTexts = pipelines
            .Combine(pipelineClashes)
            .Where(static pair => !pair.Left.Type.IsFileLocal)
            .Select((pair, _) => Write(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.PipelineOutput);

        // Structs without [Record] that pipelines use as records, each once.
        var stubs = pipelines
            .Where(static pipeline => pipeline.Unmarked.Count > 0)
            .Collect()
            .SelectMany(static (found, _) => found.SelectMany(static pipeline => pipeline.Unmarked).GroupBy(static record => record.Type.MetadataName).Select(static group => group.First()).ToImmutableArray())
            .Select(static (record, _) => Made<GeneratedText>.Try(record.Type.FullName, () => new GeneratedText(HintNames.Of(record.Type, "Stub", EquatableArray<string>.Empty), RecordEmitter.Emit(record, isStub: true))))
            .WithTrackingName(TrackingNames.StubOutput);

        AddSources(context, recordTexts);
        AddSources(context, pipelineTexts);
        AddSources(context, stubs);
        ReportFaults(context, Vocabulary.RecordAttribute, parsedRecords.Select(static (record, _) => (record!.Type, record.Fault)), recordTexts);
        ReportFaults(context, Vocabulary.PipelineAttribute, parsedPipelines.Select(static (pipeline, _) => (pipeline!.Type, pipeline.Fault)), pipelineTexts);
        AddEntry(context, pipelines);
    }

    private static IncrementalValueProvider<EquatableArray<string>> Clashes(IncrementalValuesProvider<TypeIdentity> types, string name) =>
        types
            .Select(static (type, _) => type.MetadataName)
            .Collect()
            .Select(static (names, _) => HintNames.FindClashes(names))
            .WithTrackingName(name);

    private static void AddSources(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Made<GeneratedText>> texts) =>
        context.RegisterSourceOutput(texts, static (output, made) =>
        {
            if (made.Value is { } file)
            {
                output.AddSource(file.HintName, file.Text);
            }
        });

    // The place of the type is only looked up after a fault.
    private static void ReportFaults(
        IncrementalGeneratorInitializationContext context, string attribute, IncrementalValuesProvider<(string Type, string? Fault)> parsed, IncrementalValuesProvider<Made<GeneratedText>> written)
    {
        var places = context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, static (target, _) => (Type: Symbols.FullName((INamedTypeSymbol)target.TargetSymbol), Place: Place.Of(((TypeDeclarationSyntax)target.TargetNode).Identifier.GetLocation())))
            .Collect();
        Report(parsed);
        Report(written.Select(static (made, _) => (made.Type, made.Fault)));

        void Report(IncrementalValuesProvider<(string Type, string? Fault)> steps) =>
            context.RegisterSourceOutput(steps.Where(static step => step.Fault is not null).WithTrackingName(TrackingNames.Faults).Combine(places), static (output, pair) =>
            {
                var (type, fault) = pair.Left;
                var where = pair.Right.Where(place => place.Type == type).Select(static place => place.Place.Location).FirstOrDefault();
                output.ReportDiagnostic(DiagnosticModel.Of(Descriptors.GeneratorFault, Anchor.Type, type.Replace("global::", ""), fault!).At(where ?? Location.None));
            });
    }

    private static void AddEntry(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<PipelineModel> pipelines)
    {
        var entries = pipelines
            .Select(static (pipeline, _) => new EntryModel(pipeline.Type.FullName, pipeline.Type.IsVisible, pipeline.IsRunnable))
            .Collect()
            .Select(static (found, _) => found.Length == 1 && found[0].IsVisible ? found[0] : null);
        var entryKind = context.CompilationProvider.Select(static (compilation, cancellation) => (
            Kind: EntryParser.Parse(compilation, cancellation),
            HasProgram: compilation.GetTypeByMetadataName(Vocabulary.Program) is not null));
        context.RegisterSourceOutput(entries.Combine(entryKind).WithTrackingName(TrackingNames.EntryOutput), static (output, pair) =>
        {
            if (pair is ({ } pipeline, (not EntryKind.None, var hasProgram)))
            {
                output.AddSource(EntryEmitter.FileName, EntryEmitter.Emit(hasProgram && pipeline.IsRunnable ? pipeline.FullName : null, pair.Right.Kind));
            }
        });
    }

    private Made<GeneratedText> Write(RecordModel record, EquatableArray<string> clashes)
    {
        return Made<GeneratedText>.Try(
            record.Type.FullName,
            () =>
            {
                _probe?.Invoke("write " + record.Type.FullName);
                return File(isStub: record.Type.HidesVar || !RecordRules.HasCodecs(record) || RecordRules.Check(record).Any());
            },
            () => File(isStub: true));

        GeneratedText File(bool isStub) => new(HintNames.Of(record.Type, "Record", clashes), RecordEmitter.Emit(record, isStub));
    }

    private Made<GeneratedText> Write(PipelineModel pipeline, EquatableArray<string> clashes)
    {
        return Made<GeneratedText>.Try(
            pipeline.Type.FullName,
            () =>
            {
                _probe?.Invoke("write " + pipeline.Type.FullName);
                var graph = PipelineGraph.Of(pipeline);
                return File(PipelineRules.CanEmit(graph) ? PipelineEmitter.Emit(graph) : PipelineEmitter.EmitStub(pipeline));
            },
            () => File(PipelineEmitter.EmitStub(pipeline)));

        GeneratedText File(string text) => new(HintNames.Of(pipeline.Type, "Pipeline", clashes), text);
    }

    private Made<RecordModel>? ParseRecord(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Struct } type || !IsReadable(context, type))
        {
            return null;
        }

        var (name, compilation) = (Symbols.FullName(type), context.SemanticModel.Compilation);
        return Made<RecordModel>.Try(name, () =>
        {
            _probe?.Invoke("parse " + name);
            var record = RecordParser.Parse(type);
            return record with
            {
                Type = InScope(record.Type, type, compilation, cancellation),
                VisibleTypes = ScopeParser.FindVisible(type, EnumTextEmitter.PlainNames(record), compilation, cancellation),
            };
        });
    }

    private Made<PipelineModel>? ParsePipeline(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class } type || !IsReadable(context, type))
        {
            return null;
        }

        var (name, compilation) = (Symbols.FullName(type), context.SemanticModel.Compilation);
        return Made<PipelineModel>.Try(name, () =>
        {
            _probe?.Invoke("parse " + name);
            var pipeline = PipelineParser.Parse(type);
            return pipeline with
            {
                Type = InScope(pipeline.Type, type, compilation, cancellation),
                VisibleTypes = ScopeParser.FindVisible(type, PipelineNames.OfTypes(pipeline), compilation, cancellation),
                HidingMembers = BlockMembers.Hiding(type, compilation),
                HasControl = compilation.GetTypeByMetadataName(Vocabulary.ControlGraph) is not null,
                HasParquet = compilation.GetTypeByMetadataName(Vocabulary.RowFile) is not null,
            };
        });
    }

    private static bool IsReadable(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type) =>
        Parts.IsFirst(context, type) && Parts.OldLanguage(type) is null && !Parts.IsMisplaced(type) && Parts.HiddenRoot(context.SemanticModel.Compilation) is null;

    private static TypeIdentity InScope(TypeIdentity identity, INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        identity with { HasClashes = ClashParser.HasClashes(type, compilation, cancellation), HidesVar = ClashParser.HidesVar(type, compilation, cancellation) };
}
