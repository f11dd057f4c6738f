using Dataflow.Pipelines.Generators.Tests.Support;
using static Dataflow.Pipelines.Generators.Tests.Support.RunningPipeline;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>Generated keyed operators run in the real engine, on two lanes.</summary>
public sealed class KeyedExecutionTests
{
    private const string Source = """
        [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new(Test.Lines);
        [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
        """;

    [Fact]
    public void Every_operator_shape_has_its_own_state_by_key()
    {
        var run = Run($$"""
            [Record] public readonly partial record struct Seen(long Count, double Sum, string? Last = null, int? First = null);

            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In)), KeyBy(nameof(Raw.Key))] public static Item Number(in Raw r, ref long count) => new((int)++count, r.Key);
                [Operator(From = nameof(Number))] public static bool NotFirst(in Item i) => i.Id > 1;
                [Operator(From = nameof(In)), KeyBy(nameof(Raw.Key))] public bool Changed(in Raw r, ref double? last)
                {
                    var isOther = last != r.Value;
                    last = r.Value;
                    return isOther;
                }
                [Operator(From = nameof(In)), KeyBy(nameof(Raw.Key))] public static Item? Second(in Raw r, ref Seen seen, in Moment m)
                {
                    seen = seen with { Count = seen.Count + 1, Last = r.Key, First = seen.First ?? r.Id };
                    return seen.Count == 2 && m.EventTime == r.At ? new Item(seen.First.Value, seen.Last!) : null;
                }
                [Operator(From = nameof(In)), KeyBy(nameof(Raw.Key))] public static OrReject<Item> Limited(in Raw r, ref byte used) =>
                    used < 2 ? new Item(++used, r.Key) : Reject.Because("too many");
                [Operator(From = nameof(In)), KeyBy(nameof(Raw.Key))] public static void Sums(in Raw r, ref Emitter<Item> all, ref Seen seen, ref Emitter<Item> big)
                {
                    seen = seen with { Sum = seen.Sum + r.Value };
                    all.Emit(new Item((int)seen.Sum, r.Key));
                    if (seen.Sum > 4) { big.Emit(new Item(r.Id, r.Key)); }
                }
                [Side(From = nameof(Sums))] public partial Stream<Item> Big { get; }
                [Rejected(nameof(Limited))] public partial Stream<DeadLetter> TooMany { get; }
                [Sink(From = nameof(NotFirst))] public Lists<Item> A => new("a");
                [Sink(From = nameof(Changed))] public Lists<Raw> B => new("b");
                [Sink(From = nameof(Second))] public Lists<Item> C => new("c");
                [Sink(From = nameof(Limited))] public Lists<Item> D => new("d");
                [Sink(From = nameof(Sums))] public Lists<Item> E => new("e");
                [Sink(From = nameof(Big))] public Lists<Item> F => new("f");
                [Sink(From = nameof(TooMany))] public Lists<DeadLetter> G => new("g");
            }
            """, Line(1, "x", 1), Line(2, "y", 2, 4), Line(3, "x", 3), Line(4, "x", 4, 3), Line(5, "y", 5, 4));
        Assert.Equal(
            """
            a ← x2
            a ← x3
            a ← y2
            b ← Raw { Id = 1, Key = x, At = 01/01/2025 00:00:01 +00:00, Value = 1 }
            b ← Raw { Id = 2, Key = y, At = 01/01/2025 00:00:02 +00:00, Value = 4 }
            b ← Raw { Id = 4, Key = x, At = 01/01/2025 00:00:04 +00:00, Value = 3 }
            c ← x1
            c ← y2
            d ← x1
            d ← x2
            d ← y1
            d ← y2
            e ← x1
            e ← x2
            e ← x5
            e ← y4
            e ← y8
            f ← x4
            f ← y5
            g ← limited@3: too many
            in 5→5
            number 5→5
            not_first 5→3 filtered 2
            changed 5→3 filtered 2
            second 5→2 filtered 3
            limited 5→4 rejected 1
            sums 5→5
            a 3→3
            b 3→3
            c 2→2
            d 4→4
            e 5→5
            f 2→2
            g 1→1
            """,
            run);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_time_and_emit_at_their_time()
    {
        var run = Run($$"""
            [Record] public readonly partial record struct Visit(string User, int Records);

            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In)), KeyBy(nameof(Raw.Key)), StateTtl("1h")]
                public static bool Watch(in Raw r, ref Visit visit, ref Timers timers)
                {
                    visit = new Visit(r.Key, visit.Records + 1);
                    timers.SetEventTime(r.At.AddSeconds(10));
                    timers.SetEventTime(r.At.AddSeconds(10));
                    timers.SetEventTime(r.At.AddSeconds(20));
                    timers.DeleteEventTime(r.At.AddSeconds(20));
                    return r.Id < 0;
                }
                [OnTimer(nameof(Watch))]
                public void Gone(DateTimeOffset at, ref Visit visit, ref Emitter<Raw> emit, ref Timers timers)
                {
                    emit.Emit(new Raw(visit.Records, visit.User, at));
                    visit = default;
                }
                [Operator(From = nameof(Watch))] public static Item Shown(in Raw r, in Moment m) => new(r.Id, $"{r.Key}{m.EventTime:mm:ss}x");
                [Sink(From = nameof(Shown))] public Lists<Item> Out => new("out");
            }
            """, Line(1, "a", 1), Line(2, "b", 2), Line(3, "a", 3));
        Assert.Equal(
            """
            out ← 00:13x0
            out ← a00:11x2
            out ← b00:12x1
            in 3→3
            watch 3→3 filtered 3
            shown 3→3
            out 3→3
            """,
            run);
    }

    [Fact]
    public void A_fault_of_a_timer_is_a_dead_letter_with_OnError_Reject()
    {
        var run = Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In), OnError = OnError.Reject), KeyBy(nameof(Raw.Key)), StateTtl("1h", Refresh = StateRefresh.OnReadAndWrite, Clock = StateClock.ProcessingTime)]
                public static void Later(in Raw r, ref Emitter<Item> emit, ref int last, ref Timers timers)
                {
                    last = r.Id;
                    timers.SetEventTime(r.At.UtcTicks);
                    if (r.Value > 5) { throw new InvalidOperationException("too big"); }
                }
                [OnTimer(nameof(Later))] public static void Now(DateTimeOffset at, ref Emitter<Item> emit, ref int last) => emit.Emit(new Item(100 / last, "n"));
                [Rejected(nameof(Later))] public partial Stream<DeadLetter> Failed { get; }
                [Sink(From = nameof(Later))] public Lists<Item> Out => new("out");
                [Sink(From = nameof(Failed))] public Lists<DeadLetter> Dlq => new("dlq");
            }
            """, Line(0, "a", 1), Line(2, "b", 2), Line(4, "c", 3, 9));
        Assert.Equal(
            """
            dlq ← later@0: DivideByZeroException: Attempted to divide by zero.
            dlq ← later@2: InvalidOperationException: too big
            out ← n25
            out ← n50
            in 3→3
            later 3→2 rejected 2
            out 2→2
            dlq 2→2
            """,
            run);
    }

    [Fact]
    public void A_fault_of_a_timer_is_dropped_and_counted_with_OnError_Skip()
    {
        var run = Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In), OnError = OnError.Skip), KeyBy(nameof(Raw.Key)), StateTtl("1h")]
                public static Item? Later(in Raw r, ref int last, ref Timers timers, ref Emitter<Item> odd)
                {
                    last = r.Id;
                    timers.SetEventTime(r.At);
                    odd.Emit(new Item(r.Id, "o"));
                    return new Item(100 / r.Id, "r");
                }
                [OnTimer(nameof(Later))] public static void Now(DateTimeOffset at, ref int last, ref Emitter<Item> emit, ref Emitter<Item> odd)
                {
                    odd.Emit(new Item(last, "t"));
                    emit.Emit(new Item(10 / last, "n"));
                }
                [Side(From = nameof(Later))] public partial Stream<Item> Odd { get; }
                [Sink(From = nameof(Later))] public Lists<Item> Out => new("out");
                [Sink(From = nameof(Odd))] public Lists<Item> Odds => new("odd");
            }
            """, Line(0, "a", 1), Line(2, "b", 2));
        Assert.Equal(
            """
            odd ← o0
            odd ← o2
            odd ← t0
            odd ← t2
            out ← n5
            out ← r50
            in 2→2
            later 2→2 rejected 2
            out 2→2
            odds 4→4
            """,
            run);
    }

    [Fact]
    public void A_fault_of_a_timer_names_the_node_and_the_time()
    {
        var fault = Assert.ThrowsAny<Exception>(() => Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In)), KeyBy(nameof(Raw.Key))] public static bool Later(in Raw r, ref Timers timers)
                {
                    timers.SetEventTime(r.At);
                    return true;
                }
                [OnTimer(nameof(Later))] public static void Now(DateTimeOffset at) => throw new InvalidOperationException("no");
                [Sink(From = nameof(Later))] public Lists<Raw> Out => new("out");
            }
            """, Line(1, "a", 1)));
        Assert.Contains("'later' threw InvalidOperationException at record (none, its timer of 2025-01-01T00:00:01.0000000+00:00): no", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_field_is_restored_and_earlier_versions_are_read()
    {
        var run = Compiler.Generate(World, """
            using Dataflow.Pipelines;
            using Dataflow.Pipelines.CodeGeneration;
            using Dataflow.Pipelines.State;

            public enum Mood { Calm, Wild }
            [Record] public readonly partial record struct Raw(int Id);
            [Record] public readonly partial record struct Old(string Name, int Gone, TableName Table, TableName? Copy, Guid? Key, DateTimeOffset At, byte[] Bytes);
            [Record] public readonly partial record struct All(
                bool A, sbyte B, short C, int D, long E, byte F, ushort G, uint H, ulong I, float J, double K, decimal L, string Name, Guid? Key, DateTimeOffset At, DateTime M,
                DateOnly N, TimeOnly O, TimeSpan P, Mood Q, TableName R, byte[] Bytes, int Added = 7)
            {
                public string? Note { get; init; }
            }

            [Pipeline("p")] public partial class P
            {
                [Source] public Lines<Raw> In => new();
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Bad { get; }
                [Operator(From = nameof(In)), KeyBy(nameof(Raw.Id))] public static bool First(in Raw r, ref Old old) => true;
                [Operator(From = nameof(First)), KeyBy(nameof(Raw.Id))] public static bool Second(in Raw r, ref All all) => true;
                [Sink(From = nameof(Second))] public Lists<Raw> Out => new("out");

                public static string Show()
                {
                    var all = new All(true, -1, 2, 3, 4, 5, 6, 7, 8, 1.5f, 2.5, 3.25m, "n", Guid.Empty, DateTimeOffset.UnixEpoch, DateTime.UnixEpoch,
                        new DateOnly(2025, 1, 2), new TimeOnly(3, 4), TimeSpan.FromSeconds(5), Mood.Wild, TableName.Of("s", "a b"), [1, 2]) { Note = "note" };
                    var old = new Old("old", 9, TableName.Of("t"), null, null, DateTimeOffset.UnixEpoch, [3]);
                    var same = Read<SecondState, All>(Write<SecondState, All>(all), SecondState.Fields);
                    var missing = Read<SecondState, All>(Write<SecondState, All>(default), SecondState.Fields);
                    var newer = Read<SecondState, All>(Write<FirstState, Old>(old), FirstState.Fields);
                    return string.Join("|", same with { Bytes = all.Bytes } == all, same.Bytes.Length, missing == default, newer.Name, newer.Key is null, newer.At, newer.Bytes[0], newer.Added, newer.E)
                        + "\n" + string.Join(" ", SecondState.Fields.Select(field => field.Name + ":" + field.Type));
                }

                private static byte[] Write<TCodec, T>(T state) where TCodec : struct, IStateCodec<T> where T : struct
                {
                    using var bytes = new MemoryStream();
                    using var writer = new BinaryWriter(bytes);
                    TCodec.Write(writer, in state);
                    return bytes.ToArray();
                }

                private static T Read<TCodec, T>(byte[] bytes, IReadOnlyList<StateField> written) where TCodec : struct, IStateCodec<T> where T : struct
                {
                    using var reader = new BinaryReader(new MemoryStream(bytes));
                    var read = TCodec.Read(reader, new StateFields("all", written, TCodec.Fields));
                    return reader.BaseStream.Position == bytes.Length ? read : throw new InvalidOperationException("not all was read");
                }
            }

            public static class Test
            {
                public static string Run()
                {
                    System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
                    return P.Show();
                }
            }
            """).Run();
        Assert.Equal(
            """
            True|2|True|old|True|01/01/1970 00:00:00 +00:00|3|7|0
            a:boolean b:int8 c:int16 d:int32 e:int64 f:u_int8 g:u_int16 h:u_int32 i:u_int64 j:float32 k:float64 l:decimal name:text? key:uuid? at:instant m:date_time n:date o:time_of_day p:duration q:enum r:table_name bytes:byte_array? added:int32 note:text?
            """,
            run);
    }
}
