using System.Reflection;
using static Dataflow.Pipelines.Generators.Tests.Support.RunningPipeline;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>A duration of an input that a node cannot use is refused at the start, with the text of the diagnostic that refuses the literal.</summary>
public sealed class InputDurationTests
{
    private const string Nothing = "it must be longer than zero";
    private const string Negative = "it must not be negative";

    [Theory]
    [InlineData("MaxOutOfOrderness", -1, "in", Negative)]
    [InlineData("IdleTimeout", -1, "in", Nothing)]
    [InlineData("IdleTimeout", 0, "in", Nothing)]
    [InlineData("MaxAhead", -1, "in", Negative)]
    [InlineData("MaxDrift", -1, "in", Negative)]
    [InlineData("Within", -1, "distinct", Nothing)]
    [InlineData("Within", 0, "distinct", Nothing)]
    [InlineData("Tumbling", 0, "window", Nothing)]
    [InlineData("Size", -1, "window", Nothing)]
    [InlineData("Slide", 0, "window", Nothing)]
    [InlineData("Session", -1, "window", Nothing)]
    [InlineData("Offset", -1, "window", Negative)]
    [InlineData("AllowedLateness", -1, "window", Negative)]
    [InlineData("[RollOn]", 0, "out", Nothing)]
    [InlineData("[StateTtl]", -1, "keyed", Nothing)]
    [InlineData("Timeout", 0, "asked", Nothing)]
    [InlineData("Backoff", -1, "asked", Negative)]
    [InlineData("join Within", -1, "joined", Negative)]
    [InlineData("Window", 0, "joined", Nothing)]
    [InlineData("-Lower", -1, "joined", Negative)]
    [InlineData("-Upper", -1, "joined", Negative)]
    public void A_value_that_the_literal_could_not_have_is_refused_with_node_property_input_and_value(string property, int seconds, string node, string fault)
    {
        var value = seconds == 0 ? "0s" : "-1s";
        var name = property.Replace("join ", "", StringComparison.Ordinal).TrimStart('-');
        Assert.Equal($"InputException: Input 'span' is '{value}', which {name} of node '{node}' cannot be: {fault}.", Start(property, seconds));
    }

    [Theory]
    [InlineData("MaxOutOfOrderness", 0)]
    [InlineData("MaxAhead", 0)]
    [InlineData("MaxDrift", 0)]
    [InlineData("Offset", 0)]
    [InlineData("AllowedLateness", 0)]
    [InlineData("Backoff", 0)]
    [InlineData("join Within", 0)]
    [InlineData("IdleTimeout", 1)]
    [InlineData("Within", 1)]
    [InlineData("Lower", -1)]
    [InlineData("-Lower", 1)]
    public void A_value_that_the_literal_could_have_starts(string property, int seconds) => Assert.Equal("started", Start(property, seconds));

    [Fact]
    public void Bounds_of_a_join_that_exclude_each_other_are_refused_with_the_node() => Assert.Equal(
        "PipelineFaultException: Pipeline 'p' stopped: node 'joined' failed: The lower bound of a join, 100s, is above its upper bound, 5s: no pair could be made. Exchange them. (Parameter 'lower')",
        Start("Lower", 100));

    [Fact]
    public void A_value_of_a_sensitive_input_is_not_shown() => Assert.Equal(
        $"InputException: Input 'span' is a value that is not shown, which Tumbling of node 'window' cannot be: {Nothing}.", Start("Tumbling", -1, "[Input(Sensitive = true)]"));

    private static string Start(string property, int seconds, string input = "[Input]")
    {
        const string Span = "\"{{ pipeline.input.span }}\"";
        string Of(string name, string otherwise = "") => property == name ? $", {name.Replace("join ", "", StringComparison.Ordinal)} = {Span}" : otherwise;
        var watermark = Of("MaxOutOfOrderness") + Of("IdleTimeout") + Of("MaxAhead") + Of("MaxDrift");
        var window = property switch
        {
            "Size" => $"Size = {Span}, Slide = \"1s\"",
            "Slide" => $"Size = \"10s\", Slide = {Span}",
            "Session" => $"Session = {Span}",
            "Tumbling" => $"Tumbling = {Span}",
            _ => "Tumbling = \"1m\"" + Of("Offset") + Of("AllowedLateness"),
        };
        var join = property switch
        {
            "join Within" => $"Within = {Span}",
            "Window" => $"Window = {Span}",
            "Lower" => $"Lower = {Span}, Upper = \"5s\"",
            "-Lower" => "Lower = \"-{{ pipeline.input.span }}\", Upper = \"5s\"",
            "-Upper" => "Lower = \"-5s\", Upper = \"-{{ pipeline.input.span }}\"",
            _ => "Within = \"5s\"",
        };
        var pipeline = $$"""
            [Record] public readonly partial record struct Total([WindowKey] string Key, [Count] long Count);

            [Pipeline("p")] public sealed partial class P
            {
                {{input}} public TimeSpan Span { get; init; } = TimeSpan.FromSeconds({{seconds}});
                [Source, Watermark(nameof(Raw.At){{watermark}})] public Lines<Raw> In => new(Test.Lines);
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Bad { get; }
                [Deduplicate(From = nameof(In){{Of("Within", ", Within = \"5m\"")}}), KeyBy(nameof(Raw.Key))] public partial Stream<Raw> Distinct { get; }
                [Window(From = nameof(Distinct), {{window}}), KeyBy(nameof(Raw.Key))] public partial Stream<Total> Window { get; }
                [Operator(From = nameof(In)), KeyBy(nameof(Raw.Key)), StateTtl({{(property == "[StateTtl]" ? Span : "\"1h\"")}})] public static bool Keyed(in Raw r, ref long count) => ++count > 1;
                [Operator(From = nameof(In)), AsyncIO(MaxConcurrency = 1, Retries = 1{{Of("Timeout")}}{{Of("Backoff")}})] public static ValueTask<Item> Asked(Raw r, CancellationToken stop) => new(new Item(r.Id, r.Key));
                [Join(Left = nameof(In), LeftKey = nameof(Raw.Key), Right = nameof(Keyed), RightKey = nameof(Raw.Key), {{join}})] public static Item Joined(in Raw l, in Raw r) => new(l.Id, r.Key);
                [Sink(From = nameof(Window))] public Lists<Total> Totals => new("totals");
                [Sink(From = nameof(Asked))] public Lists<Item> Answers => new("answers");
                [Sink(From = nameof(Joined))] public Lists<Item> Pairs => new("pairs");
                [Sink(From = nameof(In)){{(property == "[RollOn]" ? $", RollOn({Span})" : "")}}] public Lists<Raw> Out => new("out");
            }
            """;

        try
        {
            Run(pipeline);
            return "started";
        }
        catch (Exception fault)
        {
            var cause = fault is TargetInvocationException { InnerException: { } inner } ? inner : fault;
            return $"{cause.GetType().Name}: {cause.Message}";
        }
    }
}
