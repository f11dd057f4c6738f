using Dataflow.Pipelines.Generators.Tests.Support;
using static Dataflow.Pipelines.Generators.Tests.Support.RunningPipeline;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>Generated joins run in the real engine.</summary>
public sealed class JoinTests
{
    // The first three lines belong to the left stream.
    private static readonly string[] Lines =
    [
        Line(1, "a", 10), Line(2, "b", 20), Line(3, "c", 30),
        Line(4, "a", 15), Line(5, "a", 16), Line(6, "b", 4), Line(7, "d", 30), Line(8, "a", 5),
    ];

    [Theory]
    [InlineData("Within = \"5s\"", "in Raw l, in Raw r", "a14 | a18")]
    [InlineData("Lower = \"5s\", Upper = \"6s\"", "Raw l, in Raw r", "a14 | a15")]
    [InlineData("Lower = \"-16s\", Upper = \"-16s\"", "in Raw l, Raw r", "b26")]
    [InlineData("Window = \"10s\"", "in Raw l, in Raw r", "a14 | a15")]
    [InlineData("Within = \"5s\", Kind = JoinKind.Left", "in Raw l, in Raw? r", "a14 | a18 | b20 | c30")]
    [InlineData("Within = \"5s\", Kind = JoinKind.Right", "in Raw? l, Raw r", "a05 | a14 | a18 | b06 | d07")]
    [InlineData("Within = \"5s\", Kind = JoinKind.Full", "Raw? l, in Raw? r", "a05 | a14 | a18 | b06 | b20 | c30 | d07")]
    [InlineData("Window = \"10s\", Kind = JoinKind.Full", "in Raw? l, in Raw? r", "a08 | a14 | a15 | b06 | b20 | c30 | d07")]
    public void A_join_gives_its_pairs(string settings, string parameters, string expected)
    {
        var left = parameters.Contains("Raw? l", StringComparison.Ordinal) ? "l?.Id ?? 0" : "l.Id";
        var right = parameters.Contains("Raw? r", StringComparison.Ordinal) ? "r?.Id ?? 0" : "r.Id";
        var key = parameters.Contains("Raw? l", StringComparison.Ordinal) ? parameters.Contains("Raw? r", StringComparison.Ordinal) ? "l?.Key ?? r?.Key ?? \"\"" : "r.Key" : "l.Key";
        var run = Run(Pipeline($"[Join(Left = nameof(L), Right = nameof(R), LeftKey = nameof(Raw.Key), RightKey = nameof(Raw.Key), {settings})] public static Item Pair({parameters}) => new(({left}) * 10 + ({right}), {key});"), Lines);
        var pairs = run.Split('\n').Where(line => line.StartsWith("out ←", StringComparison.Ordinal)).Select(line => line["out ← ".Length..]);
        Assert.Equal(Sort(expected.Split(" | ").Select(pair => pair[0] + pair[1..].TrimStart('0'))), Sort(pairs));
    }

    [Fact]
    public void An_instance_method_may_return_null_for_a_pair()
    {
        var run = Run(Pipeline("[Join(Left = nameof(L), Right = nameof(R), LeftKey = nameof(Raw.Key), RightKey = nameof(Raw.Key), Within = \"1m\", Kind = JoinKind.Left)] public Item? Pair(in Raw l, in Raw? r) => l.Id + (r?.Id ?? 0) is var sum && sum % Four == 2 ? new Item(sum, l.Key) : null; public int Four => 4;"), Lines);

        // The only pair of b is null, so b is emitted without a partner.
        Assert.Equal(["out ← a6", "out ← b2"], run.Split('\n').Where(line => line.StartsWith("out ←", StringComparison.Ordinal)));
    }

    [Fact]
    public void Late_records_of_each_side_have_a_stream()
    {
        var run = Run($$"""
            [Pipeline("p")] public partial class P
            {
                [Source, Watermark(nameof(Raw.At))] public Lines<Raw> L => new(Test.Lines);
                [Operator(From = nameof(L))] public static Item R(in Raw r) => new(r.Id, r.Key);
                [Join(Left = nameof(L), Right = nameof(R), LeftKey = nameof(Raw.Id), RightKey = nameof(Item.Id), Within = "5s", Parallelism = 3)]
                public static Item Pair(in Raw l, in Item r) => new(l.Id, l.Key + r.Key);
                [Late(From = nameof(Pair))] public partial Stream<Raw> LateLeft { get; }
                [Late(From = nameof(Pair))] public partial Stream<Item> LateRight { get; }
                [Rejected(nameof(L))] public partial Stream<DeadLetter> Broken { get; }
                [Operator(From = nameof(Pair))] public static Item Twice(in Item i) => i with { Key = i.Key + "!" };
                [Sink(From = nameof(Twice))] public Lists<Item> Out => new("out");
                [Sink(From = nameof(LateLeft))] public Lists<Raw> A => new("late_left");
                [Sink(From = nameof(LateRight))] public Lists<Item> B => new("late_right");
            }
            """, Line(1, "a", 10), Line(2, "b", 20));
        Assert.Equal(
            """
            out ← aa!1
            out ← bb!2
            l 2→2
            r 2→2
            pair 4→2
            twice 2→2
            out 2→2
            a 0→0
            b 0→0
            """,
            run);
    }

    [Fact]
    public void Waiting_records_are_restored_with_members_of_every_type()
    {
        var generation = Compiler.Generate(Sources.Connectors, """
            using Connectors;
            using Dataflow.Pipelines;
            public enum Mood { Good, Bad }
            [Record] public readonly partial record struct Inner(int A, string? B);
            [Record] public readonly partial record struct Every(
                string Text, string? MaybeText, bool Flag, sbyte A, short B, int C, long D, byte E, ushort F, uint G, ulong H, float I, double J, decimal K, Guid L, DateTimeOffset At, DateTime N,
                DateOnly O, TimeOnly P, TimeSpan Q, Mood R, byte[] S, ReadOnlyMemory<byte> T, Inner Nested, int? MaybeInt, DateTimeOffset? MaybeAt, Mood? MaybeMood, Inner? MaybeNested, byte[]? MaybeBytes,
                ReadOnlyMemory<byte>? MaybeMemory, int writer, int @class)
            {
                public int? Property { get; init; }
            }
            [Pipeline("p")] public partial class P
            {
                [Source, Watermark(nameof(Every.At))] public KafkaSource<Every> L => new("a", "b");
                [Rejected(nameof(L))] public partial Stream<DeadLetter> Broken { get; }
                [Join(Left = nameof(L), Right = nameof(L), LeftKey = nameof(Every.L), RightKey = nameof(Every.L), Within = "5s")] public Every? Self(in Every l, in Every r) => l;
                [Operator(From = nameof(Self)), AsyncIO] public ValueTask<Every> Asked(Every e, CancellationToken stop) => new(e);
                [Sink(From = nameof(Asked))] public ParquetSink<Every> Out => new("c");

                public static Every Again(in Every every)
                {
                    using var stream = new System.IO.MemoryStream();
                    using var writer = new System.IO.BinaryWriter(stream);
                    default(EveryCodec).Write(writer, in every);
                    stream.Position = 0;
                    using var reader = new System.IO.BinaryReader(stream);
                    return default(EveryCodec).Read(reader);
                }
            }
            public static class Test
            {
                // Where the two are not the same, both.
                public static string Run() => string.Join("\n", new[] { Every(null, null), Every([], ReadOnlyMemory<byte>.Empty), Every([1], new byte[] { 2 }) }.Select(Compare).OfType<string>());

                private static Every Every(byte[]? bytes, ReadOnlyMemory<byte>? memory) => new(
                    "a", bytes is null ? null : "", true, -1, -2, -3, -4, 5, 6, 7, 8, 9.5f, 10.5, 11.5m, new Guid(12, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch.AddTicks(13), DateTime.UnixEpoch.AddTicks(14),
                    new DateOnly(2026, 3, 1), new TimeOnly(15), new TimeSpan(16), Mood.Bad, [17], new byte[] { 18 }, new Inner(19, null), bytes?.Length, bytes is null ? null : DateTimeOffset.UnixEpoch,
                    bytes is null ? null : Mood.Bad, bytes is null ? null : new Inner(20, "b"), bytes, memory, 21, 22) { Property = bytes?.Length };

                private static string? Compare(Every every)
                {
                    var again = P.Again(in every);
                    var (left, right) = (Json(in every), Json(in again));
                    return left == right ? null : left + " came back as " + right;
                }

                private static string Json(in Every every)
                {
                    var bytes = new System.Buffers.ArrayBufferWriter<byte>();
                    using (var writer = new System.Text.Json.Utf8JsonWriter(bytes))
                    {
                        global::Every.WriteJson(writer, in every);
                    }

                    return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
                }
            }
            """).Compiles();
        Assert.Contains("private readonly struct EveryCodec : IRecordCodec<Every>", generation.Text("P.Pipeline.g.cs"), StringComparison.Ordinal);
        Assert.Equal("", generation.Run());
    }

    private static IEnumerable<string> Sort(IEnumerable<string> pairs) => pairs.Order(StringComparer.Ordinal);

    private static string Pipeline(string join) => $$"""
        [Pipeline("p")] public partial class P
        {
            [Source, Watermark(nameof(Raw.At), MaxOutOfOrderness = "1m")] public Lines<Raw> L => new(Test.Lines[..3]);
            [Source, Watermark(nameof(Raw.At), MaxOutOfOrderness = "1m")] public Lines<Raw> R => new(Test.Lines[3..]);
            [Rejected(nameof(L), nameof(R))] public partial Stream<DeadLetter> Broken { get; }
            {{join}}
            [Sink(From = nameof(Pair))] public Lists<Item> Out => new("out");
        }
        """;
}
