namespace Dataflow.Pipelines.Generators.Tests.Support;

/// <summary>Checks what the analyzer says of a source, and where: the place is marked <c>⟦so⟧</c>.</summary>
internal static class Expect
{
    private const char Open = '⟦';
    private const char Close = '⟧';

    private const string Head = """
        using Connectors;
        using Dataflow.Pipelines;
        [Record] public readonly partial record struct Raw(int Id, string Key, DateTimeOffset At, double Value = 1, int? Maybe = null);
        [Record] public readonly partial record struct Item(int Id, string Key);
        [Record] public readonly partial record struct Total([WindowStart] DateTimeOffset From, [Count] long N);
        [Record] public readonly partial record struct Counted([Count] long N);

        """;

    /// <summary>Members of a pipeline without a fault, which the body of a test is added to.</summary>
    private const string Members = """
            [Input] public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);
            [Input] public string Text { get; init; } = "";
            [Source, Watermark(nameof(Raw.At))] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Operator(From = nameof(Events))] public static bool Wanted(in Raw r) => r.Id > 0;
            [Sink(From = nameof(Wanted))] public ParquetSink<Raw> Lake => new("c");

        """;

    /// <summary>A pipeline with these members beside sound ones has exactly this diagnostic, at the mark.</summary>
    public static Task InMembersAsync(string id, string members, string message, string? suggestion = null, bool hasCompilerErrors = false) =>
        InAsync(id, Head + "[Pipeline(\"p\")]\npublic sealed partial class P\n{\n" + Members + members + "\n}\n", message, suggestion, hasCompilerErrors);

    /// <summary>A pipeline with these members beside sound ones has no diagnostic.</summary>
    public static Task NothingInMembersAsync(string members) =>
        NothingInAsync(Head + "[Pipeline(\"p\")]\npublic sealed partial class P\n{\n" + Members + members + "\n}\n");

    /// <summary>A source has exactly this diagnostic, at the mark; it stands after the usings and records that tests share.</summary>
    public static Task InSourceAsync(string id, string source, string message, string? suggestion = null, bool hasCompilerErrors = false) =>
        InAsync(id, Head + source, message, suggestion, hasCompilerErrors);

    public static Task NothingInSourceAsync(string source) => NothingInAsync(Head + source);

    private static async Task InAsync(string id, string marked, string message, string? suggestion, bool hasCompilerErrors)
    {
        var start = marked.IndexOf(Open, StringComparison.Ordinal);
        var end = marked.IndexOf(Close, StringComparison.Ordinal) - 1;
        Assert.True(start >= 0 && end >= start, "the source has no mark");
        var source = marked.Remove(end + 1, 1).Remove(start, 1);
        var generation = Compiler.Generate(source, Sources.Connectors);
        var found = await generation.OursAsync();

        Assert.True(found.Length == 1, $"expected {id} alone, found:\n{string.Join("\n", found)}");
        Assert.Equal(id, found[0].Id);
        Assert.Equal(source[start..end], source[found[0].Location.SourceSpan.Start..found[0].Location.SourceSpan.End]);
        Assert.Equal(start, found[0].Location.SourceSpan.Start);
        Assert.Equal(message, found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));

        // A declaration to be added is the business of the tests of the fixes.
        var name = found[0].Properties.GetValueOrDefault("Suggestion");
        Assert.Equal(suggestion, name?.Contains('\n', StringComparison.Ordinal) == true ? null : name);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", found[0].Descriptor.HelpLinkUri, StringComparison.Ordinal);

        // Where the user's code is sound but for the rule, what the generator gives for it must compile.
        Assert.True(hasCompilerErrors || generation.Errors.Count == 0, "ours should be the only error, found too:\n" + string.Join("\n", generation.Errors));
    }

    private static async Task NothingInAsync(string source)
    {
        var generation = Compiler.Generate(source, Sources.Connectors).Compiles();
        var found = await Compiler.AnalyzeAsync(generation.Compilation);
        Assert.True(found.Length == 0, $"expected nothing, found:\n{string.Join("\n", found)}");
    }
}
