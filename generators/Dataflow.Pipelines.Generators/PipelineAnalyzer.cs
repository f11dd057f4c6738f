using System.Collections.Immutable;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataflow.Pipelines.Generators;

/// <summary>Reports faults in pipelines and records, by the parsers and rules of the generator; the generator reports some of them itself (<see cref="GeneratorDiagnostics"/>).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PipelineAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterSymbolStartAction(
            type =>
            {
                if (Symbols.FindAttribute(type.Symbol, "Pipeline") is not null)
                {
                    type.RegisterOperationAction(FieldWriteRule.Analyze, FieldWriteRule.Kinds);
                }
            },
            SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var (isRecord, isPipeline) = (type.TypeKind == TypeKind.Struct && Symbols.FindAttribute(type, "Record") is not null, type.TypeKind == TypeKind.Class && Symbols.FindAttribute(type, "Pipeline") is not null);
        if ((!isRecord && !isPipeline) || Parts.OldLanguage(type) is not null || Parts.Hidden(type, context.Compilation, context.CancellationToken) is not null)
        {
            return;
        }

        if (isRecord)
        {
            Report(context, type, RecordRules.Check(RecordParser.Parse(type)));
        }
        else
        {
            Report(context, type, PipelineRules.Check(PipelineParser.Parse(type) with
            {
                HasControl = context.Compilation.GetTypeByMetadataName(Vocabulary.ControlGraph) is not null,
                HasParquet = context.Compilation.GetTypeByMetadataName(Vocabulary.RowFile) is not null,
            }));
            Report(context, type, EntryRule.Check(context.Compilation, type, context.CancellationToken));
        }
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, IEnumerable<DiagnosticModel> found)
    {
        foreach (var diagnostic in found)
        {
            var where = AnchorLocator.Locate(type, diagnostic.Anchor);
            if (!GeneratorDiagnostics.Owns(diagnostic, where, context.Compilation, context.CancellationToken))
            {
                context.ReportDiagnostic(diagnostic.At(where));
            }
        }
    }
}
