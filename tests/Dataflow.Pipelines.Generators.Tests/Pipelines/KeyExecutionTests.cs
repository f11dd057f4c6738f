using Dataflow.Pipelines.Generators.Tests.Support;
using static Dataflow.Pipelines.Generators.Tests.Support.RunningPipeline;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>Which values are equal keys, for every type of a member, in generated pipelines on the real engine.</summary>
public sealed class KeyExecutionTests
{
    /// <summary>Types that a key can have: for each, a value that once had the same bits as a missing value, and the next value.</summary>
    public static TheoryData<string, string, string> Types => new()
    {
        { "sbyte", "-1", "0" },
        { "short", "-1", "0" },
        { "int", "-1", "0" },
        { "long", "-1", "0" },
        { "byte", "255", "0" },
        { "ushort", "65535", "0" },
        { "uint", "4294967295", "0" },
        { "ulong", "18446744073709551615", "0" },
        { "decimal", "-1", "0" },
        { "bool", "true", "false" },
        { "string", "\"\"", "\"null\"" },
        { "byte[]", "\"\"", "\"AA==\"" },
        { "Guid", "\"00000000-0000-0000-0000-000000000000\"", "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"" },
        { "DateTimeOffset", "\"0001-01-01T00:00:00Z\"", "\"2025-01-01T00:00:00Z\"" },
        { "DateTime", "\"0001-01-01T00:00:00\"", "\"2025-01-01T00:00:00\"" },
        { "DateOnly", "\"0001-01-01\"", "\"2025-01-01\"" },
        { "TimeOnly", "\"00:00:00\"", "\"01:00:00\"" },
        { "TimeSpan", "\"00:00:00\"", "\"01:00:00\"" },
        { "Level", "\"none\"", "\"high\"" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Null_is_a_distinct_key(string type, string first, string second)
    {
        string?[] keys = [first, null, second, null, first];
        var lines = keys.Select((key, i) => $$"""{"id":{{i}},"at":"2025-01-01T00:00:0{{i}}Z"{{(key is null ? "" : ",\"key\":" + key)}}}""").ToArray();
        var run = Run($$"""
            public enum Level { None = -1, High = 3 }
            [Record] public readonly partial record struct Keyed(int Id, DateTimeOffset At, {{type}}? Key = null, string Other = "x");
            [Record] public readonly partial record struct Numbered(int Id, long Nth);

            [Pipeline("p")] public partial class P
            {
                [Source, Watermark(nameof(Keyed.At))] public Lines<Keyed> In => new(Test.Lines);
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
                [Sink(From = nameof(Broken))] public Lists<DeadLetter> Z => new("broken");
                [Operator(From = nameof(In)), KeyBy(nameof(Keyed.Key))] public static Numbered Single(in Keyed r, ref long count) => new(r.Id, ++count);
                [Operator(From = nameof(In)), KeyBy(nameof(Keyed.Key), nameof(Keyed.Other))] public static Numbered Front(in Keyed r, ref long count) => new(r.Id, ++count);
                [Operator(From = nameof(In)), KeyBy(nameof(Keyed.Other), nameof(Keyed.Key))] public static Numbered Back(in Keyed r, ref long count) => new(r.Id, ++count);
                [Sink(From = nameof(Single))] public Lists<Numbered> A => new("a");
                [Sink(From = nameof(Front))] public Lists<Numbered> B => new("b");
                [Sink(From = nameof(Back))] public Lists<Numbered> C => new("c");
            }
            """, lines);
        foreach (var sink in new[] { "a", "b", "c" })
        {
            Assert.Equal(
                [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2)],
                run.Split('\n').Where(l => l.StartsWith(sink + " ←", StringComparison.Ordinal)).Select(Numbers));
        }

        static (int Id, int Nth) Numbers(string line)
        {
            var numbers = System.Text.RegularExpressions.Regex.Matches(line, @"\d+");
            return (int.Parse(numbers[0].Value, System.Globalization.CultureInfo.InvariantCulture), int.Parse(numbers[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("double")]
    [InlineData("float")]
    [InlineData("double?")]
    [InlineData("float?")]
    public void Equal_numbers_are_one_distinct_value_and_so_is_NaN(string type) => Assert.Equal(
        """
        out ← Total { Different = 4 }
        in 8→8
        numbers 8→8
        totals 8→1
        out 1→1
        """,
        Run($$"""
            [Record] public readonly partial record struct Number(DateTimeOffset At, {{type}} Value);
            [Record] public readonly partial record struct Total([CountDistinct(nameof(Number.Value))] long Different);

            [Pipeline("p")] public partial class P
            {
                // 0 and -0, two that are not a number, 1 twice, and infinity twice.
                private static readonly double[] Values = [0.0, -0.0, double.NaN, BitConverter.Int64BitsToDouble(0x7FF8_0000_2000_0000), 1, 1, double.PositiveInfinity, double.PositiveInfinity];

                [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new(Test.Lines);
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
                [Operator(From = nameof(In))] public static Number Numbers(in Raw r) => new(r.At, ({{type}})Values[r.Id]);
                [Window(From = nameof(Numbers), Tumbling = "1m")] public partial Stream<Total> Totals { get; }
                [Late(From = nameof(Totals))] public partial Stream<Number> Late { get; }
                [Sink(From = nameof(Totals))] public Lists<Total> Out => new("out");
            }
            """, [.. Enumerable.Range(0, 8).Select(static i => Line(i, "k", i))]));

    [Fact]
    public void Decimals_that_are_equal_are_one_key() => Assert.Equal(
        """
        a ← Numbered { Id = 0, Nth = 1 }
        a ← Numbered { Id = 1, Nth = 2 }
        a ← Numbered { Id = 2, Nth = 1 }
        a ← Numbered { Id = 3, Nth = 3 }
        in 4→4
        single 4→4
        a 4→4
        """,
        Run("""
            [Record] public readonly partial record struct Keyed(int Id, DateTimeOffset At, decimal Key);
            [Record] public readonly partial record struct Numbered(int Id, long Nth);

            [Pipeline("p")] public partial class P
            {
                [Source, Watermark(nameof(Keyed.At))] public Lines<Keyed> In => new(Test.Lines);
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
                [Operator(From = nameof(In)), KeyBy(nameof(Keyed.Key))] public static Numbered Single(in Keyed r, ref long count) => new(r.Id, ++count);
                [Sink(From = nameof(Single))] public Lists<Numbered> A => new("a");
            }
            """,
            """{"id":0,"at":"2025-01-01T00:00:00Z","key":1.0}""", """{"id":1,"at":"2025-01-01T00:00:01Z","key":1.00}""",
            """{"id":2,"at":"2025-01-01T00:00:02Z","key":1.01}""", """{"id":3,"at":"2025-01-01T00:00:03Z","key":1}"""));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_key_of_any_type_allocates_nothing(string type, string first, string second)
    {
        var measured = Compiler.Generate(World, $$"""
            using Dataflow.Pipelines;
            using Dataflow.Pipelines.CodeGeneration;
            using Dataflow.Pipelines.State;

            public enum Level { None = -1, High = 3 }
            [Record] public readonly partial record struct Keyed(DateTimeOffset At, {{type}} Key, {{type}}? Optional = null);

            [Pipeline("p")] public partial class P
            {
                [Source, Watermark(nameof(Keyed.At))] public Lines<Keyed> In => new();
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
                [Deduplicate(From = nameof(In), Within = "1m"), KeyBy(nameof(Keyed.Key), nameof(Keyed.Optional))] public partial Stream<Keyed> Distinct { get; }
                [Sink(From = nameof(Distinct))] public Lists<Keyed> Out => new("out");
            }

            public static class Test
            {
                public static string Run()
                {
                    var key = typeof(P).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Single(t => t.IsAssignableTo(typeof(IKeySelector<Keyed>)));
                    return (string)typeof(Test).GetMethod("Measure")!.MakeGenericMethod(key).Invoke(null, null)!;
                }

                public static string Measure<TKey>() where TKey : struct, IKeySelector<Keyed>
                {
                    var hash = KeyHash.Create(System.Security.Cryptography.RandomNumberGenerator.Create());
                    var records = new List<Keyed>();
                    foreach (var text in new[] { {{Object(first)}}, {{Object(second)}} })
                    {
                        records.Add(Decode<Keyed>(text));
                    }

                    UInt128 all = 0;
                    long before = 0;
                    for (var round = 0; round < 200; round++)
                    {
                        // What the first rounds allocate is the runtime's.
                        before = round == 100 ? GC.GetAllocatedBytesForCurrentThread() : before;
                        for (var i = 0; i < 2; i++)
                        {
                            var record = records[i];
                            all += default(TKey).Fingerprint(in record, hash);
                            record = record with { Optional = record.Key };
                            all += default(TKey).Fingerprint(in record, hash);
                        }
                    }

                    var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                    return all == 0 ? "one hash for all" : $"{allocated} bytes";
                }

                private static T Decode<T>(string json) where T : struct, IRecord<T> =>
                    T.TryReadJson(System.Text.Encoding.UTF8.GetBytes(json), new JsonDecoder(), out var record, out var reason) ? record : throw new InvalidOperationException(reason);
            }
            """).Run();
        Assert.Equal("0 bytes", measured);

        static string Object(string key) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral($$"""{"at":"2025-01-01T00:00:00Z","key":{{key}}}""", quote: true);
    }
}
