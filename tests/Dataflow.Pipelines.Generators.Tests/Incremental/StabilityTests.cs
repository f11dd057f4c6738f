using System.Globalization;
using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Tests.Incremental;

/// <summary>The same source gives the same bytes, whatever is around it.</summary>
public sealed class StabilityTests
{
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
    public void A_turkish_machine_gives_the_same_bytes()
    {
        var before = CultureInfo.CurrentCulture;
        var invariant = Texts([("a.cs", Sources.Cleaning), ("b.cs", Sources.Connectors)]);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal(invariant, Texts([("a.cs", Sources.Cleaning), ("b.cs", Sources.Connectors)]));
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
    public void Nothing_of_a_compilation_stays_alive()
    {
        var dead = Enumerable.Range(0, 8).Select(_ => Generate()).ToList();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        // The last one may still stand in a stack slot of the just-in-time compiler's making.
        Assert.True(dead.Count(one => one.IsAlive) <= 1, $"{dead.Count(one => one.IsAlive)} of 8 compilations are still alive");
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_files_of_their_own()
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Generate()
    {
        var compilation = Compiler.Compile(Sources.Cleaning, Sources.Connectors);
        Compiler.Driver().RunGenerators(compilation).GetRunResult();
        return new WeakReference(compilation);
    }

    private static List<string> Texts((string Path, string Source)[] files) =>
        [
            .. Compiler.Generate(Compiler.Compile(OutputKind.DynamicallyLinkedLibrary, files.Select(file => Compiler.Parse(file.Source, file.Path))))
                .Compiles().Result.Results.Single().GeneratedSources
                .Select(file => file.HintName + "\n" + file.SourceText)
                .Order(StringComparer.Ordinal),
        ];
}
