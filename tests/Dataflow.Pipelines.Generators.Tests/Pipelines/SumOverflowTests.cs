using static Dataflow.Pipelines.Generators.Tests.Support.RunningPipeline;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>Sums that do not fit in their type, in each kind of window: the record is rejected or stops the job, and nothing wraps around.</summary>
public sealed class SumOverflowTests
{
    private const string Rejects = "[Rejected(nameof(Totals))] public partial Stream<DeadLetter> TooMuch { get; }\n[Sink(From = nameof(TooMuch))] public Lists<DeadLetter> Letters => new(\"rejects\");";

    /// <summary>A type and its greatest value.</summary>
    public static TheoryData<string, string> Types => new()
    {
        { "long", "9223372036854775807" },
        { "ulong", "18446744073709551615" },
        { "decimal", "79228162514264337593543950335" },
        { "long?", "9223372036854775807" },
        { "ulong?", "18446744073709551615" },
        { "decimal?", "79228162514264337593543950335" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void The_record_that_overflows_is_rejected_and_the_window_continues_without_it(string type, string greatest)
    {
        var sum = type.TrimEnd('?');
        foreach (var window in new[] { "Tumbling = \"1m\"", "Session = \"30s\"", "Count = 2" })
        {
            // Greatest + 1 does not fit; the record must not be included in the distinct count and the other sum either.
            var run = RunSums(type, window, Rejects, Value(0, greatest), Value(1, "1"), Value(2, "0"));
            Assert.Contains($"rejects ← totals@1: [Sum] 'Total' overflows: {greatest} + 1 does not fit in '{sum}'.", run, StringComparison.Ordinal);
            Assert.Contains($"out ← {greatest} n=2 ids=2 different=2", run, StringComparison.Ordinal);
            Assert.Contains("totals 3→1 rejected 1", run, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Tumbling = \"1m\"")]
    [InlineData("Size = \"1m\", Slide = \"1m\"")]
    [InlineData("Session = \"30s\"")]
    [InlineData("Count = 2")]
    public void A_sum_that_is_too_small_is_rejected_too(string window)
    {
        var run = RunSums("long", window, Rejects, Value(0, "-9223372036854775808"), Value(1, "-1"), Value(2, "5"));
        Assert.Contains("rejects ← totals@1: [Sum] 'Total' overflows: -9223372036854775808 + -1 does not fit in 'long'.", run, StringComparison.Ordinal);
        Assert.Contains("out ← -9223372036854775803 n=2 ids=2 different=2", run, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tumbling = \"1m\"")]
    [InlineData("Session = \"30s\"")]
    [InlineData("Count = 3")]
    public void Without_a_stream_of_rejects_the_job_stops_and_names_the_record(string window)
    {
        var fault = Assert.Throws<PipelineFaultException>(() => RunSums("long", window, "", Value(0, "9223372036854775807"), Value(1, "1")));
        Assert.Contains("'totals' threw AggregateOverflowException at record 1 of its batch, event time 2025-01-01T00:00:01.0000000+00:00: ", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("[Sum] 'Total' overflows: 9223372036854775807 + 1 does not fit in 'long'. Name the window in a [Rejected] stream", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_that_overflow_together_reject_the_result_of_their_window_and_no_other()
    {
        // Each slice of 10 s fits; a window of 20 s over the first two does not.
        var run = RunSums("long", "Size = \"20s\", Slide = \"10s\"", Rejects, Value(5, "9223372036854775807"), Value(15, "1"), Value(25, "2"));
        Assert.Contains(
            "rejects ← totals@0: [Sum] 'Total' overflows: 9223372036854775807 + 1 does not fit in 'long'. " +
            "It is the result of its window of 2025-01-01T00:00:00.0000000+00:00 to 2025-01-01T00:00:20.0000000+00:00.", run, StringComparison.Ordinal);
        Assert.Equal(
            ["out ← 2 n=1 ids=25 different=1", "out ← 3 n=2 ids=40 different=2", "out ← 9223372036854775807 n=1 ids=5 different=1"],
            run.Split('\n').Where(static l => l.StartsWith("out ←", StringComparison.Ordinal)));
        Assert.Contains("totals 3→3 rejected 1", run, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_that_overflow_together_fail_the_job_without_a_stream_of_rejects_and_name_the_window()
    {
        var fault = Assert.Throws<PipelineFaultException>(() => RunSums("long", "Size = \"20s\", Slide = \"10s\"", "", Value(5, "9223372036854775807"), Value(15, "1")));
        Assert.Contains("at record (none, its window of 2025-01-01T00:00:00.0000000+00:00 to 2025-01-01T00:00:20.0000000+00:00): ", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_whose_sum_does_not_fit_joins_no_sessions()
    {
        // 15 s lies between two sessions whose sums do not fit together: they stay separate, and a record with a small value may still extend one.
        var run = RunSums("long", "Session = \"10s\"", Rejects, Value(5, "9223372036854775807"), Value(25, "1"), Value(15, "0"), Value(30, "2"));
        Assert.Contains("rejects ← totals@2: [Sum] 'Total' overflows: 9223372036854775807 + 1 does not fit in 'long'.", run, StringComparison.Ordinal);
        Assert.Equal(
            ["out ← 3 n=2 ids=55 different=2", "out ← 9223372036854775807 n=1 ids=5 different=1"],
            run.Split('\n').Where(static l => l.StartsWith("out ←", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_sum_of_floating_point_numbers_becomes_infinite()
    {
        var run = RunSums("double", "Tumbling = \"1m\"", "", Value(0, "1.7976931348623157E+308"), Value(1, "1.7976931348623157E+308"));
        Assert.Contains("out ← Infinity n=2 ids=1 different=2", run, StringComparison.Ordinal);
    }

    private static string Value(int second, string value) => $$"""{"id":{{second}},"at":"2025-01-01T00:00:{{second:00}}Z","value":{{value}}}""";

    private static string RunSums(string type, string window, string rejects, params string[] lines) => Run(Pipeline(type, window, rejects), lines);

    private static string Pipeline(string type, string window, string rejects) => $$"""
        [Record] public readonly partial record struct Amount(int Id, DateTimeOffset At, {{type}} Value);
        [Record] public readonly partial record struct Sums(
            [Count] long N, [Sum(nameof(Amount.Id))] long Ids, [CountDistinct(nameof(Amount.Id))] long Different, [Sum(nameof(Amount.Value))] {{type.TrimEnd('?')}} Total)
        {
            public override string ToString() => FormattableString.Invariant($"{Total} n={N} ids={Ids} different={Different}");
        }

        [Pipeline("p")] public partial class P
        {
            [Source, Watermark(nameof(Amount.At), MaxOutOfOrderness = "5m")] public Lines<Amount> In => new(Test.Lines);
            [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
            [Window(From = nameof(In), {{window}})] public partial Stream<Sums> Totals { get; }
            {{(window.StartsWith("Count", StringComparison.Ordinal) ? "" : "[Late(From = nameof(Totals))] public partial Stream<Amount> Late { get; }")}}
            {{rejects}}
            [Sink(From = nameof(Totals))] public Lists<Sums> Out => new("out");
        }
        """;
}
