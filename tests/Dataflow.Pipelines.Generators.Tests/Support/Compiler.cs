using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataflow.Pipelines.Generators.Tests.Support;

/// <summary>Compiles sources like a project with warnings as errors.</summary>
internal static class Compiler
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && !name.StartsWith("xunit", StringComparison.Ordinal) && !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && !name.StartsWith("Dataflow.Pipelines.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Usings that every source of a test has.</summary>
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    // Every compilation is derived from this one, which caches the symbols of the references.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Generated",
        [CSharpSyntaxTree.ParseText(Usings, ParseOptions, "Usings.cs")],
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true,
            specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic>
            {
                ["CS8019"] = ReportDiagnostic.Suppress, // unnecessary using: hidden in an IDE, no warning of a build
                ["CS1591"] = ReportDiagnostic.Suppress, // the tests' own types have no documentation
            }));

    public static SyntaxTree Parse(string source, string path = "Test.cs") => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    public static CSharpCompilation Compile(params string[] sources) =>
        Compile(OutputKind.DynamicallyLinkedLibrary, sources.Select((source, i) => Parse(source, i == 0 ? "Test.cs" : $"Test{i}.cs")));

    public static CSharpCompilation Compile(OutputKind kind, IEnumerable<SyntaxTree> trees) =>
        (kind == OutputKind.DynamicallyLinkedLibrary ? Empty : Empty.WithOptions(Empty.Options.WithOutputKind(kind))).AddSyntaxTrees(trees);

    /// <summary>Runs the generator once.</summary>
    public static Generation Generate(CSharpCompilation compilation, CSharpParseOptions? options = null)
    {
        var driver = Driver(options: options).RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var diagnostics);
        return new Generation((CSharpCompilation)updated, driver.GetRunResult(), diagnostics);
    }

    public static Generation Generate(params string[] sources) => Generate(Compile(sources));

    public static GeneratorDriver Driver(IIncrementalGenerator? generator = null, CSharpParseOptions? options = null) =>
        CSharpGeneratorDriver.Create(
            [(generator ?? new PipelineGenerator()).AsSourceGenerator()],
            parseOptions: options ?? ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The diagnostics of the compiler and the analyzer for a compilation with its generated parts, in one pass.</summary>
    public static Task<ImmutableArray<Diagnostic>> DiagnoseAsync(CSharpCompilation compilation) =>
        compilation.WithAnalyzers([new PipelineAnalyzer()]).GetAllDiagnosticsAsync();

    /// <summary>The diagnostics of the analyzer for a compilation with its generated parts.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation)
    {
        var found = await compilation.WithAnalyzers([new PipelineAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }
}
