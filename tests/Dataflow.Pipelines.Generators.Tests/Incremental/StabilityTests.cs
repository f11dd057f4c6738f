using System.Globalization;
using System.Reflection;
using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Tests.Incremental;

/// <summary>The same source yields the same bytes in every environment.</summary>
public sealed class StabilityTests
{
    private static readonly HashSet<string> Named =
        [.. typeof(TrackingNames).GetFields(BindingFlags.Static | BindingFlags.Public).Select(static field => (string)field.GetRawConstantValue()!)];

    private const string Misspelt =
        """

        [Pipeline("misspelt")] public sealed partial class Misspelt { [Sink(From = nameof(Nowhere))] public Connectors.ParquetSink<CleanEvent> Files => new(""); }
        """;

    [Fact]
    public void The_order_of_the_files_changes_nothing()
    {
        var parts = new[]
        {
            ("a.cs", Sources.Connectors),
            ("b.cs", "namespace Samples; using Dataflow.Pipelines; public sealed partial class Split { [Input] public string B { get; init; } = \"\"; [Operator(From = nameof(Events))] public static bool Second(in R r) => true; [Sink(From = nameof(Second))] public Connectors.ParquetSink<R> SinkB => new(B); }"),
            ("c.cs", "namespace Samples; using Dataflow.Pipelines; [Pipeline(\"split\")] public sealed partial class Split { [Input] public string A { get; init; } = \"\"; [Source] public Connectors.KafkaSource<R> Events => new(A, B); [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; } [Sink(From = nameof(Events))] public Connectors.ParquetSink<R> SinkA => new(A); }"),
            ("d.cs", "namespace Samples; using Dataflow.Pipelines; [Record] public readonly partial record struct R(int X);"),
        };
        var forward = Texts(parts);
        var backward = Texts([.. parts.Reverse()]);
        Assert.Equal(forward, backward);
    }

    [Fact]
    public void A_Turkish_culture_gives_the_same_bytes()
    {
        var before = CultureInfo.CurrentCulture;
        var invariant = Texts([("a.cs", Sources.Cleaning), ("b.cs", Sources.Connectors), ("c.cs", NightlySource.Text)]);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal(invariant, Texts([("a.cs", Sources.Cleaning), ("b.cs", Sources.Connectors), ("c.cs", NightlySource.Text)]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Windows_line_ends_give_the_same_bytes() =>
        Assert.Equal(
            Texts([("a.cs", Sources.Cleaning), ("b.cs", Sources.Connectors)]),
            Texts([("a.cs", Sources.Cleaning.ReplaceLineEndings("\r\n")), ("b.cs", Sources.Connectors)]));

    [Fact]
    public void No_step_passes_on_anything_of_a_compilation()
    {
        var run = Compiler.Driver().RunGenerators(Compiler.Compile(Sources.Cleaning + Misspelt, Sources.Connectors, NightlySource.Text)).GetRunResult().Results.Single();
        var steps = run.TrackedSteps.Where(static step => Named.Contains(step.Key)).SelectMany(static step => step.Value).ToArray();
        Assert.Contains(steps, static step => step.Name == TrackingNames.Diagnostics);
        foreach (var step in steps)
        {
            Assert.All(step.Outputs, output => Assert.Null(ObjectGraph.PathTo(output.Value, IsOfCompilation) is { } path ? $"step '{step.Name}': {path}" : null));
        }
    }

    [Fact]
    public void No_static_field_keeps_anything_of_a_compilation()
    {
        Compiler.Generate(Sources.Cleaning, Sources.Connectors, NightlySource.Text).Compiles();
        var fields = typeof(PipelineGenerator).Assembly.GetTypes()
            .Where(static type => !type.ContainsGenericParameters)
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static field => !field.IsLiteral)
            .ToArray();
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Null(ObjectGraph.PathTo(field.GetValue(null), IsOfCompilation) is { } path ? $"{field.DeclaringType}.{field.Name}: {path}" : null));
    }

    [Fact]
    public void Retained_symbols_are_found_at_any_depth()
    {
        object kept = Compiler.Parse("class C { }").GetRoot();
        Assert.NotNull(ObjectGraph.PathTo(new Lazy<Func<object>>(() => kept), IsOfCompilation));
        Assert.Equal("Tuple`1.m_Item1[] is a Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax", ObjectGraph.PathTo(Tuple.Create(new[] { new object(), kept }), IsOfCompilation));
        Assert.Null(ObjectGraph.PathTo(Tuple.Create(new[] { new object(), "kept" }), IsOfCompilation));
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_different_files()
    {
        var generation = Compiler.Generate(
            """
            #pragma warning disable CS8981
            using Dataflow.Pipelines;
            namespace N
            {
                [Record] public readonly partial record struct Item(int X);
                [Record] public readonly partial record struct ITEM(int X);
                public static partial class Outer { [Record] public readonly partial record struct Item(int X); }
            }
            namespace N.Outer1 { [Record] public readonly partial record struct Item(int X); }
            """).Compiles();
        Assert.Equal(4, generation.Result.Results.Single().GeneratedSources.Length);
    }

    private static bool IsOfCompilation(object item) =>
        item is Compilation or ISymbol or SyntaxNode or SyntaxTree or SemanticModel or AttributeData or IOperation || (item is Location location && location != Location.None);

    private static List<string> Texts((string Path, string Source)[] files) =>
        [
            .. Compiler.Generate(Compiler.Compile(OutputKind.DynamicallyLinkedLibrary, files.Select(file => Compiler.Parse(file.Source, file.Path))))
                .Compiles().Result.Results.Single().GeneratedSources
                .Select(file => file.HintName + "\n" + file.SourceText)
                .Order(StringComparer.Ordinal),
        ];
}
