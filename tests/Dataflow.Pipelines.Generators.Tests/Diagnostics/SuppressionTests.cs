using System.Collections.Immutable;
using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

public sealed class SuppressionTests
{
    private const string Source = """
        using Connectors;
        using Dataflow.Pipelines;
        [Record] public readonly partial record struct Raw(int Id);
        [Pipeline("p")] public sealed partial class P
        {
            [Source] public KafkaSource<Raw> Events => new("a", "b");
        #pragma warning disable DFP0010 // the rejects are counted
            [Source] public KafkaSource<Raw> Others => new("a", "b");
        #pragma warning restore DFP0010
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Operator(From = nameof(Events))] public bool Wanted(in Raw r) => r.Id > 0;
            [Sink(From = nameof(Wanted))] public ParquetSink<Raw> Lake => new("c");
            [Sink(From = nameof(Others))] public ParquetSink<Raw> Lake2 => new("c");
            public bool Helper() => true;
        }
        """;

    [Fact]
    public async Task A_pragma_suppresses_a_rule() =>
        Assert.DoesNotContain(await Compiler.AnalyzeAsync(Compiler.Generate(Source, Sources.Connectors).Compiles().Compilation), found => !found.IsSuppressed);

    [Fact]
    public async Task Nodes_need_not_be_static()
    {
        var compilation = Compiler.Generate(Source, Sources.Connectors).Compilation;
        Assert.Equal(["Events", "Helper", "Lake", "Lake2", "Others", "Wanted"], await NamedAsync(compilation, new MarkAsStatic()));
        Assert.Equal(["Helper"], await NamedAsync(compilation, new MarkAsStatic(), new InstanceNodeSuppressor()));
    }

    private static async Task<IEnumerable<string>> NamedAsync(CSharpCompilation compilation, params ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        (await compilation.WithAnalyzers(analyzers).GetAllDiagnosticsAsync())
            .Where(found => found.Id == "CA1822")
            .Select(found => found.GetMessage(System.Globalization.CultureInfo.InvariantCulture))
            .Order(StringComparer.Ordinal);

    /// <summary>Reports for each member the diagnostic of the framework's analyzer for members that could be static.</summary>
#pragma warning disable RS1036, RS1038, RS1029, RS1041, RS2008 // only this test runs it
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class MarkAsStatic : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("CA1822", "Mark members as static", "{0}", "Performance", DiagnosticSeverity.Info, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(
                symbol =>
                {
                    if (symbol.Symbol.ContainingType?.Name == "P" && !symbol.Symbol.IsStatic && symbol.Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol { Type.Name: not "Stream" })
                    {
                        symbol.ReportDiagnostic(Diagnostic.Create(Rule, symbol.Symbol.Locations[0], symbol.Symbol.Name));
                    }
                },
                SymbolKind.Method,
                SymbolKind.Property);
        }
    }
}
