using Dataflow.Pipelines.Generators.Tests.Support;
using static Dataflow.Pipelines.Generators.Tests.Support.RunningPipeline;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>Generated graphs run in the real engine; their output is compared with the expected output.</summary>
public sealed class ExecutionTests
{
    private const string Source = """
        [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new(Test.Lines);
        [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
        """;

    [Fact]
    public void Every_operator_shape_in_one_chain()
    {
        var run = Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In))] public static Raw Double(in Raw r) => r with { Value = r.Value * 2 };
                [Operator(From = nameof(Double))] public bool Positive(Raw r) => r.Id > 0;
                [Operator(From = nameof(Positive))] public static Raw? Known(in Raw r, in Moment m) => r.Key == "x" || m.EventTime != r.At ? null : r;
                [Operator(From = nameof(Known))] public static OrReject<Item> Check(in Raw r) => r.Value < 100 ? new Item(r.Id, r.Key + r.Value) : Reject.Because("too much");
                [Operator(From = nameof(Check))] public static void Twice(in Item i, ref Emitter<Item> all, ref Emitter<Item> odd)
                {
                    all.Emit(i);
                    all.Emit(i with { Key = "again" });
                    if (i.Id % 2 == 1) { odd.Emit(i); }
                }
                [Side(From = nameof(Twice))] public partial Stream<Item> Odd { get; }
                [Rejected(nameof(Check))] public partial Stream<DeadLetter> TooMuch { get; }
                [Sink(From = nameof(Twice))] public Lists<Item> Out => new("out");
                [Sink(From = nameof(Odd))] public Lists<Item> Odds => new("odd");
                [Sink(From = nameof(TooMuch))] public Lists<DeadLetter> Dlq => new("dlq");
            }
            """, Line(1, "a"), Line(0, "b"), Line(2, "x"), Line(4, "c", value: 50), "broken", Line(2, "d"));
        Assert.Equal(
            """
            dlq ← check@3: too much
            odd ← a21
            out ← a21
            out ← again1
            out ← again2
            out ← d22
            in 6→5 rejected 1
            double 5→5
            positive 5→4 filtered 1
            known 4→3 filtered 1
            check 3→2 rejected 1
            twice 2→4
            out 4→4
            odds 1→1
            dlq 1→1
            """,
            run);
    }

    [Fact]
    public void A_record_whose_processing_throws_is_skipped_and_counted_if_the_node_specifies_it()
    {
        var run = Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In), OnError = OnError.Skip)] public static Raw Inverse(in Raw r) => r with { Value = 100 / r.Id };
                [Operator(From = nameof(In), OnError = OnError.Reject)] public static Raw Length(in Raw r) => r with { Value = r.Key[1] };
                [Rejected(nameof(Length))] public partial Stream<DeadLetter> Short { get; }
                [Sink(From = nameof(Inverse))] public Lists<Raw> Inverses => new("inverse");
                [Sink(From = nameof(Length))] public Lists<Raw> Lengths => new("length");
                [Sink(From = nameof(Short))] public Lists<DeadLetter> Dlq => new("dlq");
            }
            """, Line(1, "ab"), Line(0, "cd"), Line(2, "e"));
        Assert.Contains("inverse 3→2 rejected 1", run, StringComparison.Ordinal);
        Assert.Contains("length 3→2 rejected 1", run, StringComparison.Ordinal);
        Assert.Contains("dlq ← length@2", run, StringComparison.Ordinal);
        Assert.DoesNotContain("dlq ← inverse", run, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_letter_after_a_flat_map_or_its_side_output_has_the_position_of_the_input_record()
    {
        var run = Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In))] public static void Twice(in Raw r, ref Emitter<Item> all, ref Emitter<Item> odd)
                {
                    all.Emit(new Item(r.Id, r.Key + "1"));
                    all.Emit(new Item(r.Id, r.Key + "2"));
                    if (r.Value > 5) { odd.Emit(new Item(r.Id, r.Key)); }
                }
                [Side(From = nameof(Twice))] public partial Stream<Item> Odd { get; }
                [Operator(From = nameof(Twice))] public static OrReject<Item> Check(in Item i) => i.Key == "b2" ? Reject.Because("b2") : i;
                [Operator(From = nameof(Odd))] public static OrReject<Item> CheckSide(in Item i) => Reject.Because("side " + i.Key);
                [Rejected(nameof(Check), nameof(CheckSide))] public partial Stream<DeadLetter> Wrong { get; }
                [Sink(From = nameof(Check))] public Lists<Item> Out => new("out");
                [Sink(From = nameof(CheckSide))] public Lists<Item> None => new("none");
                [Sink(From = nameof(Wrong))] public Lists<DeadLetter> Dlq => new("dlq");
            }
            """, Line(1, "a"), Line(0, "b"), Line(2, "c", value: 50));
        Assert.Contains("dlq ← check@1: b2", run, StringComparison.Ordinal);
        Assert.Contains("dlq ← check_side@2: side c", run, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_feeds_several_is_a_tree_in_one_loop()
    {
        var run = Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In))] public static bool Big(in Raw r) => r.Value > 5;
                [Operator(From = nameof(Big))] public static Item? BigOdd(in Raw r) => r.Id % 2 == 1 ? new Item(r.Id, "odd") : null;
                [Operator(From = nameof(In))] public static OrReject<Item> Even(in Raw r) => r.Id % 2 == 0 ? new Item(r.Id, "even") : Reject.Because("odd");
                [Operator(From = nameof(Even))] public static Item Named(in Item r) => r with { Key = "named" };
                [Operator(From = nameof(In))] public static Item All(in Raw r) => new(r.Id, "all");
                [Rejected(nameof(Even))] public partial Stream<DeadLetter> NotEven { get; }
                [Sink(From = nameof(BigOdd))] public Lists<Item> A => new("a");
                [Sink(From = nameof(Named))] public Lists<Item> B => new("b");
                [Sink(From = nameof(All))] public Lists<Item> C => new("c");
                [Sink(From = nameof(In))] public Lists<Raw> D => new("d");
                [Sink(From = nameof(NotEven))] public Lists<DeadLetter> E => new("e");
            }
            """, Line(1, "a", value: 9), Line(2, "b", value: 9), Line(3, "c", value: 1));
        Assert.Equal(
            """
            a ← odd1
            b ← named2
            c ← all1
            c ← all2
            c ← all3
            d ← Raw { Id = 1, Key = a, At = 01/01/2025 00:00:00 +00:00, Value = 9 }
            d ← Raw { Id = 2, Key = b, At = 01/01/2025 00:00:00 +00:00, Value = 9 }
            d ← Raw { Id = 3, Key = c, At = 01/01/2025 00:00:00 +00:00, Value = 1 }
            e ← even@0: odd
            e ← even@2: odd
            in 3→3
            big 3→2 filtered 1
            big_odd 2→1 filtered 1
            even 3→1 rejected 2
            named 1→1
            all 3→3
            a 1→1
            b 1→1
            c 3→3
            d 3→3
            e 2→2
            """,
            run);
    }

    [Fact]
    public void A_fault_of_a_node_that_rejects_loses_the_record_on_that_branch_only()
    {
        var run = Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In), OnError = OnError.Reject)] public static Item Inverse(in Raw r) => new(100 / r.Id, "i");
                [Operator(From = nameof(In), OnError = OnError.Reject)] public static Item Length(in Raw r) => new(r.Key[1], "l");
                [Rejected(nameof(Inverse), nameof(Length))] public partial Stream<DeadLetter> Failed { get; }
                [Sink(From = nameof(Inverse))] public Lists<Item> A => new("a");
                [Sink(From = nameof(Length))] public Lists<Item> B => new("b");
                [Sink(From = nameof(Failed))] public Lists<DeadLetter> C => new("c");
            }
            """, Line(0, "xy"), Line(2, "x"), Line(0, "x"), Line(4, "xy"));
        Assert.Equal(
            """
            a ← i25
            a ← i50
            b ← l121
            b ← l121
            c ← inverse@0: DivideByZeroException: Attempted to divide by zero.
            c ← inverse@2: DivideByZeroException: Attempted to divide by zero.
            c ← length@1: IndexOutOfRangeException: Index was outside the bounds of the array.
            c ← length@2: IndexOutOfRangeException: Index was outside the bounds of the array.
            in 4→4
            inverse 4→2 rejected 2
            length 4→2 rejected 2
            a 2→2
            b 2→2
            c 4→4
            """,
            run);
    }

    [Fact]
    public void A_fault_of_any_other_node_names_it_and_the_record()
    {
        var fault = Assert.ThrowsAny<Exception>(() => Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In)), Node("inverse")] public static Item I(in Raw r) => new(100 / r.Id, "i");
                [Sink(From = nameof(I))] public Lists<Item> A => new("a");
            }
            """, Line(1, "x"), Line(0, "x")));
        Assert.Contains("inverse", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("lines[0]@1", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unions_and_chains_after_keyed_nodes_keep_the_positions_of_records()
    {
        var run = Run("""
            [Pipeline("p")] public partial class P
            {
                [Source, Watermark(nameof(Raw.At))] public Lines<Raw> Left => new(Test.Lines[..3]);
                [Source, Watermark(nameof(Raw.At))] public Lines<Raw> Right => new(Test.Lines[3..]);
                [Union(nameof(Left), nameof(Right))] public partial Stream<Raw> Both { get; }
                [Operator(From = nameof(Both))] public static Raw? NoX(in Raw r) => r.Key == "x" ? null : r;
                [Deduplicate(From = nameof(NoX), Within = "1m"), KeyBy(nameof(Raw.Id), nameof(Raw.Key))] public partial Stream<Raw> Distinct { get; }
                [Operator(From = nameof(Distinct))] public static OrReject<Item> Small(in Raw r) => r.Id < 5 ? new Item(r.Id, r.Key) : Reject.Because("big");
                [Rejected(nameof(Left), nameof(Right), nameof(Small))] public partial Stream<DeadLetter> Bad { get; }
                [Sink(From = nameof(Small))] public Lists<Item> Out => new("out");
                [Sink(From = nameof(Bad))] public Lists<DeadLetter> Dlq => new("dlq");
            }
            """, Line(1, "a"), Line(1, "a"), Line(9, "b"), Line(1, "b"), Line(1, "x"), "{}", Line(1, "a"), Line(8, "c"));
        Assert.Equal(
            """
            dlq ← right@2: id is missing
            dlq ← small@2: big
            dlq ← small@4: big
            out ← a1
            out ← b1
            left 3→3
            right 5→4 rejected 1
            no_x 7→6 filtered 1
            distinct 6→4 duplicates 2
            small 4→2 rejected 2
            out 2→2
            dlq 3→3
            """,
            run);
    }

    [Fact]
    public void A_window_computes_every_aggregate_by_key()
    {
        var run = Run($$"""
            [Record] public readonly partial record struct Total(
                [WindowKey] string Key, [WindowStart] DateTimeOffset From, [WindowEnd] DateTimeOffset To, [Count] long N, [CountDistinct(nameof(Raw.Value))] long Values,
                [Sum(nameof(Raw.Id))] long Ids, [Min(nameof(Raw.Value))] double Least, [Max(nameof(Raw.Key))] string Greatest, [Average(nameof(Raw.Id))] double Mean,
                [First(nameof(Raw.Id))] int First, [Last(nameof(Raw.Id))] int Last, string? Note = null)
            {
                public override string ToString() => FormattableString.Invariant($"{Key} {From:mm:ss}-{To:mm:ss} n={N} values={Values} ids={Ids} least={Least} greatest={Greatest} mean={Mean} first={First} last={Last}{Note}");
            }

            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Window(From = nameof(In), Tumbling = "10s"), KeyBy(nameof(Raw.Key))] public partial Stream<Total> Totals { get; }
                [Late(From = nameof(Totals))] public partial Stream<Raw> Late { get; }
                [Operator(From = nameof(Late))] public static Item Lost(in Raw r) => new(r.Id, r.Key);
                [Sink(From = nameof(Totals))] public Lists<Total> Out => new("out");
                [Sink(From = nameof(Lost))] public Lists<Item> TooLate => new("late");
            }
            """, Line(5, "a", 3, 2), Line(7, "a", 1, 2), Line(3, "b", 9, 1), Line(2, "a", 3, 0.5), Line(1, "a", 12, 4));
        Assert.Equal(
            """
            out ← a 00:00-00:10 n=3 values=2 ids=14 least=0.5 greatest=a mean=4.666666666666667 first=7 last=2
            out ← a 00:10-00:20 n=1 values=1 ids=1 least=4 greatest=a mean=1 first=1 last=1
            out ← b 00:00-00:10 n=1 values=1 ids=3 least=1 greatest=b mean=3 first=3 last=3
            in 5→5
            totals 5→3
            lost 0→0
            out 3→3
            too_late 0→0
            """,
            run);
    }

    [Fact]
    public void Inputs_services_and_constructors_are_bound()
    {
        var run = Compiler.Generate(World, """
            using Dataflow.Pipelines;
            using Dataflow.Pipelines.CodeGeneration;
            using Dataflow.Pipelines.Graph;
            using Dataflow.Pipelines.Inputs;

            public sealed record Greeting(string Text);
            public enum Mode { Slow, VeryFast }
            [Record] public readonly partial record struct Raw(int Id);

            [Pipeline("p")] public partial class P(Greeting greeting)
            {
                [Input] public required string Name { get; init; }
                [Input("how many")] public int Count { get; init; } = 3;
                [Input] public TimeSpan? Window { get; init; }
                [Input(Sensitive = true)] public Mode Mode { get; init; } = Mode.Slow;
                [Input] public required Guid Id { get; init; }
                public string Show() => $"{greeting.Text} {Name} {Count} {Window} {Mode} {Id}";
                [Source] public Lines<Raw> In => new();
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Bad { get; }
                [Sink(From = nameof(In))] public Lists<Raw> Out => new("out");
            }

            public sealed class Services : IServiceProvider
            {
                public object? GetService(Type type) => type == typeof(Greeting) ? new Greeting("hello") : null;
            }

            public static class Test
            {
                public static string Run() => Make<P>(new() { ["name"] = "n", ["mode"] = "very_fast", ["window"] = "5m", ["id"] = "0f8fad5b-d9cb-469f-a165-70867728950e" }).Show()
                    + "\n" + string.Join("\n", Inputs<P>()) + "\n" + Missing();

                private static T Make<T>(Dictionary<string, string> values) where T : class, IPipeline<T> => T.Create(new Services(), new InputValues(values));

                private static IEnumerable<InputDescriptor> Inputs<T>() where T : class, IPipeline<T> => T.Descriptor.Inputs;

                private static string Missing()
                {
                    try
                    {
                        return Make<P>([]).Show();
                    }
                    catch (InputException fault)
                    {
                        return fault.Message;
                    }
                }
            }
            """).Run();
        Assert.Equal(
            """
            hello n 3 00:05:00 VeryFast 0f8fad5b-d9cb-469f-a165-70867728950e
            InputDescriptor { Name = name, Type = text, Description = , IsRequired = True, IsSensitive = False }
            InputDescriptor { Name = count, Type = integer, Description = how many, IsRequired = False, IsSensitive = False }
            InputDescriptor { Name = window, Type = duration, Description = , IsRequired = False, IsSensitive = False }
            InputDescriptor { Name = mode, Type = slow | very_fast, Description = , IsRequired = False, IsSensitive = True }
            InputDescriptor { Name = id, Type = UUID, Description = , IsRequired = True, IsSensitive = False }
            Input 'name': a value must be given.
            """,
            run);
    }
}
