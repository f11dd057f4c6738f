using static Dataflow.Pipelines.Generators.Tests.Support.RunningPipeline;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>Windows of each kind and the aggregates in them, generated and run in the real engine.</summary>
public sealed class WindowExecutionTests
{
    private static readonly string[] Input =
        [Line(5, "a", 3, 2), Line(7, "a", 1, 2), Line(3, "b", 9, 1), Line(2, "a", 3, 0.5), Line(9, "a", 7, 2), Line(1, "a", 12, 4)];

    [Fact]
    public void Sliding_windows_merge_every_aggregate() => Assert.Equal(
        """
        out ← a 00:00-00:10 n=4 values=2 ids=23 least=0.5 greatest=a mean=5.75 first=7 last=9
        out ← a 00:05-00:15 n=2 values=2 ids=10 least=2 greatest=a mean=5 first=9 last=1
        out ← a 00:10-00:20 n=1 values=1 ids=1 least=4 greatest=a mean=1 first=1 last=1
        out ← a 59:55-00:05 n=3 values=2 ids=14 least=0.5 greatest=a mean=4.666666666666667 first=7 last=2
        out ← b 00:00-00:10 n=1 values=1 ids=3 least=1 greatest=b mean=3 first=3 last=3
        out ← b 00:05-00:15 n=1 values=1 ids=3 least=1 greatest=b mean=3 first=3 last=3
        in 6→6
        totals 6→6
        out 6→6
        """,
        RunWindow("Size = \"10s\", Slide = \"5s\"", Input));

    [Fact]
    public void Sessions_by_key() => Assert.Equal(
        """
        out ← a 00:01-00:06 n=3 values=2 ids=14 least=0.5 greatest=a mean=4.666666666666667 first=7 last=2
        out ← a 00:07-00:10 n=1 values=1 ids=9 least=2 greatest=a mean=9 first=9 last=9
        out ← a 00:12-00:15 n=1 values=1 ids=1 least=4 greatest=a mean=1 first=1 last=1
        out ← b 00:09-00:12 n=1 values=1 ids=3 least=1 greatest=b mean=3 first=3 last=3
        in 6→6
        totals 6→4
        out 4→4
        """,
        RunWindow("Session = \"3s\"", Input));

    [Fact]
    public void A_record_between_two_sessions_makes_them_one() => Assert.Equal(
        """
        out ← a 00:01-00:11 n=3 values=1 ids=6 least=1 greatest=a mean=2 first=1 last=2
        in 3→3
        totals 3→1
        out 1→1
        """,
        RunWindow("Session = \"4s\"", Line(1, "a", 1), Line(2, "a", 7), Line(3, "a", 4)));

    [Fact]
    public void Days_of_a_time_zone_with_an_offset() => Assert.Equal(
        """
        out ← a 00:00-00:00 n=5 values=3 ids=24 least=0.5 greatest=a mean=4.8 first=7 last=1
        out ← b 00:00-00:00 n=1 values=1 ids=3 least=1 greatest=b mean=3 first=3 last=3
        in 6→6
        totals 6→2
        out 2→2
        """,
        RunWindow("Tumbling = \"1d\", Offset = \"6h\", TimeZone = \"Europe/Berlin\"", Input));

    [Fact]
    public void Counts_by_key_fire_when_they_are_full() => Assert.Equal(
        """
        out ← Pair { Key = a, Ids = 11, Last = 9 }
        out ← Pair { Key = a, Ids = 12, Last = 5 }
        in 6→6
        pairs 6→2
        out 2→2
        """,
        Run("""
            [Record] public readonly partial record struct Pair([WindowKey] string Key, [Sum(nameof(Raw.Id))] long Ids, [Last(nameof(Raw.Id))] int Last);

            [Pipeline("p")] public partial class P
            {
                [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new(Test.Lines);
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
                [Window(From = nameof(In), Count = 2), KeyBy(nameof(Raw.Key))] public partial Stream<Pair> Pairs { get; }
                [Sink(From = nameof(Pairs))] public Lists<Pair> Out => new("out");
            }
            """, Input));

    [Theory]
    [InlineData("Tumbling = \"10s\"", "a n=4 variance=8.916667 deviation=2.986079 last=9 cheapest=2 dearest=2025-01-01 00:00:03 spread=7", "b n=1 variance=NaN deviation=NaN last=3 cheapest=3 dearest=2025-01-01 00:00:09 spread=0")]
    [InlineData("Size = \"10s\", Slide = \"10s\"", "a n=4 variance=8.916667 deviation=2.986079 last=9 cheapest=2 dearest=2025-01-01 00:00:03 spread=7", "b n=1 variance=NaN deviation=NaN last=3 cheapest=3 dearest=2025-01-01 00:00:09 spread=0")]
    [InlineData("Session = \"30s\"", "a n=4 variance=8.916667 deviation=2.986079 last=9 cheapest=2 dearest=2025-01-01 00:00:03 spread=7", "b n=1 variance=NaN deviation=NaN last=3 cheapest=3 dearest=2025-01-01 00:00:09 spread=0")]
    public void Variance_MinBy_MaxBy_and_a_user_defined_aggregate(string arguments, string first, string second) => Assert.Equal(
        $"""
        out ← {first}
        out ← {second}
        in 5→5
        totals 5→2
        out 2→2
        """,
        Run($$"""
            public struct Spread : IAggregate<Spread, int, int>
            {
                private int least, greatest;
                private bool isSet;

                public readonly int Result => greatest - least;

                public void Add(int value) => (least, greatest, isSet) = isSet ? (Math.Min(least, value), Math.Max(greatest, value), true) : (value, value, true);

                public void Merge(in Spread other)
                {
                    if (other.isSet)
                    {
                        Add(other.least);
                        Add(other.greatest);
                    }
                }

                public readonly void Write(BinaryWriter writer)
                {
                    writer.Write(least);
                    writer.Write(greatest);
                    writer.Write(isSet);
                }

                public void Read(BinaryReader reader) => (least, greatest, isSet) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean());
            }

            [Record] public readonly partial record struct Total(
                [WindowKey] string Key, [Count] long N, [Variance(nameof(Raw.Id))] double Variance, [StandardDeviation(nameof(Raw.Id))] double Deviation,
                [Last(nameof(Raw.Id))] int Last, [MinBy(nameof(Raw.Id), nameof(Raw.Value))] int Cheapest,
                [MaxBy(nameof(Raw.At), nameof(Raw.Value))] DateTimeOffset Dearest, [Aggregate(typeof(Spread), nameof(Raw.Id))] int Spread)
            {
                public override string ToString() => FormattableString.Invariant($"{Key} n={N} variance={Variance:0.######} deviation={Deviation:0.######} last={Last} cheapest={Cheapest} dearest={Dearest:yyyy-MM-dd HH:mm:ss} spread={Spread}");
            }

            [Pipeline("p")] public partial class P
            {
                [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new(Test.Lines);
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
                [Window(From = nameof(In), {{arguments}}), KeyBy(nameof(Raw.Key))] public partial Stream<Total> Totals { get; }
                [Late(From = nameof(Totals))] public partial Stream<Raw> Late { get; }
                [Sink(From = nameof(Totals))] public Lists<Total> Out => new("out");
            }
            """, Line(9, "a", 7, 2), Line(5, "a", 3, 2), Line(7, "a", 1, 1), Line(2, "a", 3, 0.5), Line(3, "b", 9, 1)));

    [Fact]
    public void Members_named_like_generated_fields() => Assert.Equal(
        """
        out ← Total { Price = 5.2, PriceSum = 26, PriceCount = 5, Top = 9, TopBy = 2, TopTicks = 3, TopIsSet = 9, Maybe = , MaybeValue = 9 }
        in 5→5
        with_maybe 5→5
        totals 5→1
        out 1→1
        """,
        Run("""
            [Record] public readonly partial record struct Total(
                [Average(nameof(Raw.Id))] double Price, [Sum(nameof(Raw.Id))] long PriceSum, [Count] long PriceCount,
                [MaxBy(nameof(Raw.Id), nameof(Raw.Id))] int Top, [Max(nameof(Raw.Value))] double TopBy, [Last(nameof(Raw.Id))] int TopTicks, [Max(nameof(Raw.Id))] int TopIsSet,
                [Min(nameof(Both.Maybe))] int? Maybe, [Max(nameof(Both.Id))] int MaybeValue);

            [Record] public readonly partial record struct Both(int Id, DateTimeOffset At, double Value, int? Maybe);

            [Pipeline("p")] public partial class P
            {
                [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new(Test.Lines);
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
                [Operator(From = nameof(In))] public static Both WithMaybe(in Raw r) => new(r.Id, r.At, r.Value, null);
                [Window(From = nameof(WithMaybe), Session = "1m")] public partial Stream<Total> Totals { get; }
                [Late(From = nameof(Totals))] public partial Stream<Both> Late { get; }
                [Sink(From = nameof(Totals))] public Lists<Total> Out => new("out");
            }
            """, Line(9, "a", 7, 2), Line(5, "a", 3, 2), Line(7, "a", 1, 1), Line(2, "a", 3, 0.5), Line(3, "b", 9, 1)));

    private static string RunWindow(string arguments, params string[] lines) => Run(
        $$"""
        [Record] public readonly partial record struct Total(
            [WindowKey] string Key, [WindowStart] DateTimeOffset From, [WindowEnd] DateTimeOffset To, [Count] long N, [CountDistinct(nameof(Raw.Value))] long Values,
            [Sum(nameof(Raw.Id))] long Ids, [Min(nameof(Raw.Value))] double Least, [Max(nameof(Raw.Key))] string Greatest, [Average(nameof(Raw.Id))] double Mean,
            [First(nameof(Raw.Id))] int First, [Last(nameof(Raw.Id))] int Last)
        {
            public override string ToString() => FormattableString.Invariant($"{Key} {From:mm:ss}-{To:mm:ss} n={N} values={Values} ids={Ids} least={Least} greatest={Greatest} mean={Mean} first={First} last={Last}");
        }

        [Pipeline("p")] public partial class P
        {
            [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new(Test.Lines);
            [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
            [Window(From = nameof(In), {{arguments}}), KeyBy(nameof(Raw.Key))] public partial Stream<Total> Totals { get; }
            [Late(From = nameof(Totals))] public partial Stream<Raw> Late { get; }
            [Sink(From = nameof(Totals))] public Lists<Total> Out => new("out");
        }
        """,
        lines);

    /// <summary>Each kind of window, with and without merging, with each type of values.</summary>
    public static TheoryData<string, string> Orders
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var window in new[] { "Tumbling = \"1m\"", "Size = \"1m\", Slide = \"1m\"", "Size = \"60s\", Slide = \"20s\"", "Session = \"15s\"" })
            {
                foreach (var type in new[] { "double", "float", "double?" })
                {
                    data.Add(window, type);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Extremes_do_not_depend_on_the_order_and_NaN_is_greatest(string window, string type)
    {
        // The records of a key arrive at 0, 20 and 10 s; each key has the values in another order of time.
        string[] orders = ["012", "021", "102", "120", "201", "210"];
        var lines = orders.SelectMany((order, key) => new[] { 0, 20, 10 }.Select((second, i) => Line(order[second / 10] - '0', $"k{key}", second)))
            .Concat([Line(0, "onlynan", 0), Line(0, "onlynan", 10)])
            .Concat([Line(3, "zero", 0), Line(4, "zero", 10)])
            .Concat([Line(4, "orez", 0), Line(3, "orez", 10)]);
        var run = Run($$"""
            [Record] public readonly partial record struct Number(int Id, string Key, DateTimeOffset At, {{type}} Value, {{type.TrimEnd('?')}} Given);
            [Record] public readonly partial record struct Total(
                [WindowKey] string Key, [WindowStart] DateTimeOffset Start, [Min(nameof(Number.Value))] {{type}} Least, [Max(nameof(Number.Value))] {{type}} Greatest,
                [MinBy(nameof(Number.Id), nameof(Number.Given))] int IdOfLeast, [MaxBy(nameof(Number.Id), nameof(Number.Given))] int IdOfGreatest, [Count] long N)
            {
                public override string ToString() => FormattableString.Invariant($"{Key} n={N} {Start:mm:ss} {Least}..{Greatest} {IdOfLeast}..{IdOfGreatest}");
            }

            [Pipeline("p")] public partial class P
            {
                private static readonly double[] Values = [double.NaN, 1, 5, 0.0, -0.0];

                [Source, Watermark(nameof(Raw.At), MaxOutOfOrderness = "5m")] public Lines<Raw> In => new(Test.Lines);
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
                [Operator(From = nameof(In))] public static Number Numbers(in Raw r) => new(r.Id, r.Key, r.At, ({{type}})Values[r.Id], ({{type.TrimEnd('?')}})Values[r.Id]);
                [Window(From = nameof(Numbers), {{window}}), KeyBy(nameof(Number.Key))] public partial Stream<Total> Totals { get; }
                [Late(From = nameof(Totals))] public partial Stream<Number> Late { get; }
                [Sink(From = nameof(Totals))] public Lists<Total> Out => new("out");
            }
            """, [.. lines]).Split('\n');
        for (var key = 0; key < orders.Length; key++)
        {
            Assert.Contains($"out ← k{key} n=3 00:00 1..NaN 1..0", run);
        }

        Assert.Contains("out ← onlynan n=2 00:00 NaN..NaN 0..0", run);
        Assert.Contains("out ← zero n=2 00:00 0..0 3..3", run);
        Assert.Contains("out ← orez n=2 00:00 0..0 4..4", run);
    }
}
