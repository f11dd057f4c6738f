using Dataflow.Pipelines.CodeFixes;
using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Dataflow.Pipelines.Generators.Tests.CodeFixes;

/// <summary>Each fix produces the text that a user would have written, and the diagnostic disappears.</summary>
public sealed class FixTests
{
    private const string Head = """
        using Dataflow.Pipelines;
        using Dataflow.Pipelines.Connectors;

        [Record] public readonly partial record struct Click(string UserId, DateTimeOffset At);

        public sealed class In : IMessageSource<Click, JsonFormat<Click>>
        {
            public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
            public JsonFormat<Click> Format => default;
            public ValueTask<ISourceReader<MessageChunk>> OpenAsync(SourceContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
        }

        public sealed class Out<T> : ISink<T> where T : struct, IRecord<T>
        {
            public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
            public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
        }

        """;

    private const string Clicks = """
            [Source, Watermark(nameof(Click.At))] public In Clicks => new();
            [Rejected(nameof(Clicks))] public partial Stream<DeadLetter> Bad { get; }
        """;

    [Fact]
    public Task A_wrong_node_in_nameof_becomes_the_nearest() => FixesAsync(
        new ReplaceNameFix(), "DFP1001",
        Pipeline("    [Sink(From = nameof(Click5))] public Out<Click> Files => new();"),
        Pipeline("    [Sink(From = nameof(Clicks))] public Out<Click> Files => new();"));

    [Fact]
    public Task A_wrong_node_in_a_string_becomes_the_nearest() => FixesAsync(
        new ReplaceNameFix(), "DFP1001",
        Pipeline("    [Sink(From = \"Clickz\")] public Out<Click> Files => new();"),
        Pipeline("    [Sink(From = \"Clicks\")] public Out<Click> Files => new();"));

    [Fact]
    public Task A_wrong_key_becomes_the_nearest_member() => FixesAsync(
        new ReplaceNameFix(), "DFP1002",
        Pipeline("""
                [Deduplicate(From = nameof(Clicks), Within = "5m"), KeyBy("UserIdd")] public partial Stream<Click> Distinct { get; }
                [Sink(From = nameof(Distinct))] public Out<Click> Files => new();
            """),
        Pipeline("""
                [Deduplicate(From = nameof(Clicks), Within = "5m"), KeyBy("UserId")] public partial Stream<Click> Distinct { get; }
                [Sink(From = nameof(Distinct))] public Out<Click> Files => new();
            """));

    [Fact]
    public Task A_pipeline_becomes_partial() => FixesAsync(
        new AddModifierFix(), "DFP0001",
        Pipeline("    [Sink(From = nameof(Clicks))] public Out<Click> Files => new();").Replace("sealed partial class P", "sealed class P", StringComparison.Ordinal),
        Pipeline("    [Sink(From = nameof(Clicks))] public Out<Click> Files => new();"));

    [Fact]
    public Task A_record_struct_becomes_readonly_and_partial() => FixesAsync(
        new AddModifierFix(), "DFP0002",
        Head + "[Record] public record struct Loose(string Id);",
        Head + "[Record] public readonly partial record struct Loose(string Id);");

    [Fact]
    public async Task Rejects_without_a_stream_get_one()
    {
        var broken = Head + """
            [Pipeline("p")]
            public sealed partial class P
            {
                [Source, Watermark(nameof(Click.At))]
                public In Clicks => new();

                [Sink(From = nameof(Clicks))]
                public Out<Click> Files => new();
            }
            """;
        var corrected = await CodeFixer.ApplyAsync(new AddStreamFix(), "DFP0010", broken, TestContext.Current.CancellationToken);
        Assert.Contains("[Rejected(nameof(Clicks))]", corrected, StringComparison.Ordinal);
        Assert.Contains("public partial Stream<DeadLetter> ClicksRejected { get; }", corrected, StringComparison.Ordinal);
        Assert.Empty(await CodeFixer.FindAsync("DFP0010", corrected));
    }

    [Theory]
    [InlineData("[Union(nameof(Clicks), nameof(Clicks))]", "[Union(nameof(Clicks))]")]
    [InlineData("[Union(nameof(Clicks), \"Clicks\", nameof(Other))]", "[Union(nameof(Clicks), nameof(Other))]")]
    [InlineData("[Union([nameof(Clicks), nameof(Clicks)])]", "[Union([nameof(Clicks)])]")]
    [InlineData("[Union(new[] { nameof(Clicks), nameof(Clicks) })]", "[Union(new[] { nameof(Clicks) })]")]
    public Task A_stream_that_is_named_twice_is_removed_once(string broken, string corrected)
    {
        const string Rest = """
                 public partial Stream<Click> All { get; }
                [Operator(From = nameof(Clicks))] public static bool Other(in Click c) => c.UserId.Length > 0;
                [Sink(From = nameof(All))] public Out<Click> Files => new();
            """;
        return FixesAsync(new RemoveArgumentFix(), "DFP0020", Pipeline("    " + broken + Rest), Pipeline("    " + corrected + Rest));
    }

    [Theory]
    [InlineData("DFP1005", "StartWhen(\"event:extrcat.completed\")", "StartWhen(\"event:extract.completed\")")]
    [InlineData("DFP1005", "StartWhen(\"event:extract.complete\")", "StartWhen(\"event:extract.completed\")")]
    [InlineData("DFP1006", "StartWhen(\"event:extract.completed && {{ extract.row > 0 }}\")", "StartWhen(\"event:extract.completed && {{ extract.rows > 0 }}\")")]
    [InlineData("DFP1009", "StartWhen(\"event:extract.completed\"), RetryWhen(\"event:extract.failed\")", "StartWhen(\"event:extract.completed\"), RetryWhen(\"event:load.failed\")")]
    public Task A_wrong_name_in_a_trigger_becomes_the_nearest(string id, string broken, string corrected) => FixesAsync(
        new ReplaceNameFix(), id, Nightly("[Task, " + broken + "]"), Nightly("[Task, " + corrected + "]"));

    [Fact]
    public Task A_wrong_pool_becomes_the_nearest() => FixesAsync(
        new ReplaceNameFix(), "DFP1014",
        Nightly("[Task(Pool = \"warehuose\"), StartWhen(\"event:extract.completed\")]"),
        Nightly("[Task(Pool = \"warehouse\"), StartWhen(\"event:extract.completed\")]"));

    private static string Nightly(string attributes) => $$"""
        using Dataflow.Pipelines;

        [Record] public readonly partial record struct Extracted(long Rows);

        [Pipeline("nightly"), Pool("warehouse", 2)]
        public sealed partial class Nightly
        {
            [Task, StartWhen("cron:0 2 * * *")] public static Task<Extracted> Extract() => Task.FromResult(new Extracted(1));

            {{attributes}} public static Task Load() => Task.CompletedTask;
        }
        """;

    private static async Task FixesAsync(CodeFixProvider fix, string id, string broken, string corrected)
    {
        Assert.NotEmpty(await CodeFixer.FindAsync(id, broken));
        Assert.Equal(corrected, await CodeFixer.ApplyAsync(fix, id, broken, TestContext.Current.CancellationToken));
        Assert.Empty(await CodeFixer.FindAsync(id, corrected));
    }

    private static string Pipeline(string rest) => Head + $$"""
        [Pipeline("p")]
        public sealed partial class P
        {
        {{Clicks}}
        {{rest}}
        }
        """;
}
