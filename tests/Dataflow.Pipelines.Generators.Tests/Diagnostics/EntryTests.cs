using System.Globalization;
using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP0021: a generated Main needs the package of the host.</summary>
public sealed class EntryTests
{
    private const string Main = "public static class Own { public static void Main() { } }";

    private const string Pipeline = """
        using Connectors;
        using Dataflow.Pipelines;
        [Record] public readonly partial record struct Raw(int Id);
        [Pipeline("p")]
        public sealed partial class P
        {
            [Source] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Sink(From = nameof(Events))] public ParquetSink<Raw> Lake => new("c");
        }
        """;

    [Fact]
    public async Task Without_the_package_it_is_the_only_error_and_names_it()
    {
        var generation = Compiler.Generate(Without(OutputKind.ConsoleApplication, "")).Compiles();
        var found = Assert.Single(await Compiler.AnalyzeAsync(generation.Compilation));
        Assert.Equal("DFP0021", found.Id);
        Assert.Equal("P", Pipeline.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Equal(
            "There is no Main, and the one that would run 'P' needs the package Dataflow.Pipelines: reference it (dotnet add package Dataflow.Pipelines) or write a Main",
            found.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(OutputKind.ConsoleApplication, Main)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, "")]
    public async Task With_a_Main_or_without_a_program_nothing_is_missing(OutputKind kind, string other)
    {
        var generation = Compiler.Generate(Without(kind, other)).Compiles();
        Assert.Empty(await Compiler.AnalyzeAsync(generation.Compilation));
    }

    [Fact]
    public async Task With_the_package_nothing_is_missing()
    {
        var generation = Compiler.Generate(With(OutputKind.ConsoleApplication, "")).Compiles();
        Assert.Empty(await Compiler.AnalyzeAsync(generation.Compilation));
    }

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation With(OutputKind kind, string other) =>
        Compiler.Compile(kind, [Compiler.Parse(Pipeline), Compiler.Parse(Sources.Connectors, "Connectors.cs"), Compiler.Parse(other, "Other.cs")]);

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation Without(OutputKind kind, string other)
    {
        var compilation = With(kind, other);
        var package = compilation.References.Single(static reference => Path.GetFileName(reference.Display) == "Dataflow.Pipelines.dll");
        return compilation.RemoveReferences(package);
    }
}
