using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>Shapes of pipeline classes whose generated part compiles with warnings as errors.</summary>
public sealed class ShapeTests
{
    private const string Nodes = """
        [Source] public Connectors.KafkaSource<R> Events => new("a", "b");
        [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; }
        [Sink(From = nameof(Events))] public Connectors.ParquetSink<R> Lake => new("c");
        """;

    [Theory]
    [InlineData("namespace A.B; [Pipeline(\"p\")] internal sealed partial class P { ~ }")]
    [InlineData("namespace @event; [Pipeline(\"p\")] public partial class @class { ~ [Input] public required int @int { get; init; } [Operator(From = nameof(Events))] public static bool @if(in R r) => true; [Sink(From = nameof(@if))] public Connectors.ParquetSink<R> @while => new(\"\"); }")]
    [InlineData("public static partial class Outer<T> { public partial class Inner { [Pipeline(\"p\")] private sealed partial class P { ~ } } }")]
    [InlineData("public class Base(string name) { public string Name => name; } [Pipeline(\"p\")] public sealed partial class P : Base { public P(IServiceProvider services, string[] more) : base(\"x\") { Services = services; More = more; } public IServiceProvider Services { get; } public string[] More { get; } [Input] public required string X { get; init; } ~ }")]
    [InlineData("[Pipeline(\"p\")] public sealed partial class P { public P() { } [Input] public required string X { get; init; } [Input] public int? Y { get; init; } ~ }")]
    [InlineData("[Pipeline(\"p\")] public sealed partial class P(System.Text.StringBuilder builder) { public int Length => builder.Length; ~ }")]
    [InlineData("[Pipeline(\"p\")] public sealed partial class P { ~ [Operator(From = nameof(Events))] public static bool Process(in R r) => true; [Operator(From = nameof(Process))] public static bool Loop(in R r) => true; [Operator(From = nameof(Loop))] public static R Reject(in R r) => r; [Sink(From = nameof(Reject))] public Connectors.ParquetSink<R> Clock => new(\"\"); [Sink(From = nameof(Process))] public Connectors.ParquetSink<R> Lane => new(\"\"); }")]
    [InlineData("[Pipeline(\"p\")] public sealed partial class P { ~ public class Inputs; public class EventsBlock; public class DistinctKey; [Input] public int Job { get; init; } [Input] public int Pipeline { get; init; } [Deduplicate(From = nameof(Timed), Within = \"1s\"), KeyBy(nameof(R.X))] public partial Stream<R> Distinct { get; } [Sink(From = nameof(Distinct))] public Connectors.ParquetSink<R> Out => new(\"\"); [Source, Watermark(nameof(R.At))] public Connectors.KafkaSource<R> Timed => new(\"\", \"\"); [Rejected(nameof(Timed))] public partial Stream<DeadLetter> TimedBad { get; } }")]
    [InlineData("namespace N { public class Output<T>; public class TimeSpan; public class NodeCounters; [Pipeline(\"p\")] public sealed partial class P { ~ } }")]
    [InlineData("[Pipeline(\"p\")] public sealed partial class P { ~ [Source] public Connectors.KafkaSource<R> Running => new(\"a\", \"b\"); [Operator(From = nameof(Running))] public bool R2(in R Message) => true; [Sink(From = nameof(R2))] public Connectors.ParquetSink<R> Ticks => new(\"\"); [Rejected(nameof(Running))] public partial Stream<DeadLetter> Next { get; } [Sink(From = nameof(Next))] public Connectors.ParquetSink<DeadLetter> Fault => new(\"\"); }")]
    [InlineData("[Pipeline(\"p\")] public sealed partial class P { ~ [Operator(From = nameof(Events)), Buffer(4, WhenFull = WhenFull.DropOldest)] public static R Slow(in R r) => r; [Sink(From = nameof(Slow), Parallelism = 3)] public Connectors.ParquetSink<R> Out => new(\"\"); [Operator(From = nameof(Events), Parallelism = 4)] public static R Wide(in R r) => r; [Sink(From = nameof(Wide))] public Connectors.ParquetSink<R> Out2 => new(\"\"); }")]
    [InlineData("[Pipeline(\"p\")] public sealed partial class P { ~ [Union(nameof(Bad), nameof(Odd))] public partial Stream<DeadLetter> All { get; } [Operator(From = nameof(Events))] public static void Split(in R r, ref Emitter<R> all, ref Emitter<DeadLetter> odd) { } [Side(From = nameof(Split))] public partial Stream<DeadLetter> Odd { get; } [Sink(From = nameof(All))] public Connectors.ParquetSink<DeadLetter> Out => new(\"\"); [Operator(From = nameof(All))] public static OrReject<R> Again(in DeadLetter l) => Reject.Because(\"no\"); [Rejected(nameof(Again))] public partial Stream<DeadLetter> Never { get; } [Sink(From = nameof(Again))] public Connectors.ParquetSink<R> Out2 => new(\"\"); [Sink(From = nameof(Split))] public Connectors.ParquetSink<R> Out3 => new(\"\"); }")]
    [InlineData("[Pipeline(\"p\")] public partial class P { ~ protected internal static int Count => 0; [Rejected(nameof(Events))] private partial Stream<DeadLetter> More { get; } [Rejected(nameof(Events))] protected internal partial Stream<DeadLetter> Most { get; } [Sink(From = nameof(More))] internal Connectors.ParquetSink<DeadLetter> A => new(\"\"); [Sink(From = nameof(Most))] internal Connectors.ParquetSink<DeadLetter> B => new(\"\"); }")]
    public void Every_shape_compiles_without_a_warning(string source)
    {
        var text = "using System;\nusing Dataflow.Pipelines;\n" + source.Replace("~", Nodes, StringComparison.Ordinal);
        const string Record = "using Dataflow.Pipelines; [Record] public readonly partial record struct R(int X, System.DateTimeOffset At);";
        Compiler.Generate(text, Record, Sources.Connectors).Compiles();
    }

    [Fact]
    public void A_program_with_one_pipeline_and_no_entry_point_gets_one()
    {
        var generation = Compiler.Generate(Program("public static class Program { public static int Own => 5; }")).Compiles();
        Assert.Contains("PipelineProgram.RunAsync<global::P>(args)", generation.Text("Program.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("public static partial class Program { public static int Own => 5; }")]
    [InlineData("partial class Program { private readonly int _own = 5; public int Own => _own; }")]
    [InlineData("namespace N { public class Program; }")]
    [InlineData("static partial class Program { static partial void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Microsoft.Extensions.Configuration.IConfiguration configuration) { } }")]
    public void The_entry_point_has_a_hook_for_services(string source)
    {
        var generation = Compiler.Generate(Program(source)).Compiles();
        Assert.Contains("PipelineProgram.RunAsync<global::P>(args, static (services, configuration) => ConfigureServices(services, configuration))", generation.Text("Program.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static class Own { public static void Main() { } }")]
    [InlineData("[Dataflow.Pipelines.Pipeline(\"q\")] public partial class Q { public static void Main() { } }")]
    public void A_program_with_an_entry_point_keeps_it(string source)
    {
        var generation = Compiler.Generate(Program(source)).Compiles();
        Assert.DoesNotContain(generation.Result.Results.Single().GeneratedSources, file => file.HintName == "Program.g.cs");
    }

    [Fact]
    public void A_thousand_nodes_compile()
    {
        var nodes = new System.Text.StringBuilder();
        for (var i = 0; i < 1000; i++)
        {
            nodes.Append(System.Globalization.CultureInfo.InvariantCulture, $"[Operator(From = nameof({(i == 0 ? "Events" : "N" + (i - 1))}))] public static bool N{i}(in R r) => true;\n");
        }

        Compiler.Generate(
            $"using System; using Dataflow.Pipelines; [Record] public readonly partial record struct R(int X, DateTimeOffset At); [Pipeline(\"p\")] public partial class P {{ {Nodes} {nodes} [Sink(From = nameof(N999))] public Connectors.ParquetSink<R> Out => new(\"\"); }}",
            Sources.Connectors).Compiles();
    }

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation Program(string source) =>
        Compiler.Compile(
            OutputKind.ConsoleApplication,
            [
                Compiler.Parse($"using System; using Dataflow.Pipelines; [Record] public readonly partial record struct R(int X, DateTimeOffset At); [Pipeline(\"p\")] public partial class P {{ {Nodes} }}", "Program.cs"),
                Compiler.Parse(source, "Own.cs"),
                Compiler.Parse(Sources.Connectors, "Connectors.cs"),
            ]);
}
