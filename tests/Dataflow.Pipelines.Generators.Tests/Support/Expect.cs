namespace Dataflow.Pipelines.Generators.Tests.Support;

/// <summary>Checks the diagnostic of a source and its place, which is marked <c>⟦like this⟧</c>.</summary>
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

    /// <summary>Members of a valid pipeline, to which a test adds its own.</summary>
    private const string Members = """
            [Input] public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);
            [Input] public string Text { get; init; } = "";
            [Source, Watermark(nameof(Raw.At))] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Operator(From = nameof(Events))] public static bool Wanted(in Raw r) => r.Id > 0;
            [Sink(From = nameof(Wanted))] public ParquetSink<Raw> Lake => new("c");

        """;

    /// <summary>A pipeline with these members in addition to valid ones has exactly this diagnostic, at the mark.</summary>
    public static Task InMembersAsync(string id, string members, string message, string? suggestion = null, bool hasCompilerErrors = false) =>
        InAsync(id, Head + "[Pipeline(\"p\")]\npublic sealed partial class P\n{\n" + Members + members + "\n}\n", message, suggestion, hasCompilerErrors);

    /// <summary>A pipeline with these members in addition to valid ones has no diagnostic.</summary>
    public static Task NothingInMembersAsync(string members) =>
        NothingInAsync(Head + "[Pipeline(\"p\")]\npublic sealed partial class P\n{\n" + Members + members + "\n}\n");

    /// <summary>A source has exactly this diagnostic, at the mark; it follows the usings and records that tests share.</summary>
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

        // The tests of the fixes check declarations to be added.
        var name = found[0].Properties.GetValueOrDefault("Suggestion");
        Assert.Equal(suggestion, name?.Contains('\n', StringComparison.Ordinal) == true ? null : name);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", found[0].Descriptor.HelpLinkUri, StringComparison.Ordinal);

        // If the user's code violates only this rule, it must compile with its generated part.
        Assert.True(hasCompilerErrors || generation.Errors.Count == 0, "expected no error of the compiler, found:\n" + string.Join("\n", generation.Errors));
    }

    private static async Task NothingInAsync(string source)
    {
        var generation = Compiler.Generate(source, Sources.Connectors).Compiles();
        var found = await Compiler.AnalyzeAsync(generation.Compilation);
        Assert.True(found.Length == 0, $"expected nothing, found:\n{string.Join("\n", found)}");
    }
}
