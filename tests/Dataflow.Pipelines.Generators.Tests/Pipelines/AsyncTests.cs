using static Dataflow.Pipelines.Generators.Tests.Support.RunningPipeline;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>Generated async operators run in the real engine.</summary>
public sealed class AsyncTests
{
    private const string Source = """
        [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new(Test.Lines);
        [Rejected(nameof(In))] public partial Stream<DeadLetter> Broken { get; }
        """;

    [Fact]
    public void Every_shape_of_result()
    {
        var run = Run($$$"""
            [Pipeline("p")] public partial class P
            {
                [Input] public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
                {{{Source}}}
                [Operator(From = nameof(In)), AsyncIO(MaxConcurrency = 2, Timeout = "{{ pipeline.input.patience }}")]
                public async ValueTask<Raw> Doubled(Raw r, CancellationToken stop) { await Task.Yield(); return r with { Value = r.Value * 2 }; }
                [Operator(From = nameof(Doubled)), AsyncIO(Ordered = false)]
                public static ValueTask<Raw?> Known(Raw r, CancellationToken stop) => new(r.Key == "x" ? null : r);
                [Operator(From = nameof(Known), Parallelism = 2), AsyncIO(MaxConcurrency = 1)]
                public static async ValueTask<OrReject<Item>> Check(Raw r, CancellationToken stop) { await Task.Yield(); return r.Value < 100 ? new Item(r.Id, r.Key + r.Value) : Reject.Because("too much"); }
                [Operator(From = nameof(Check))] public static bool All(in Item i) => i.Id != 7;
                [Rejected(nameof(Check))] public partial Stream<DeadLetter> TooMuch { get; }
                [Sink(From = nameof(All))] public Lists<Item> Out => new("out");
                [Sink(From = nameof(TooMuch))] public Lists<DeadLetter> Dlq => new("dlq");
            }
            """,
            Line(1, "a"), Line(2, "x"), Line(3, "b"), Line(4, "c", value: 50), Line(7, "d"));
        Assert.Equal(
            """
            dlq ← check@3: too much
            out ← a21
            out ← b23
            in 5→5
            doubled 5→5
            known 5→4 filtered 1
            check 4→3 rejected 1
            all 3→2 filtered 1
            out 2→2
            dlq 1→1
            """,
            run);
    }

    [Fact]
    public void Failed_calls_are_retried_then_rejected_and_a_call_that_hangs_times_out()
    {
        var run = Run($$"""
            [Pipeline("p")] public partial class P
            {
                private readonly System.Collections.Concurrent.ConcurrentDictionary<int, int> tries = new();
                {{Source}}
                [Operator(From = nameof(In), OnError = OnError.Reject), AsyncIO(Retries = 2, Backoff = "1ms", Timeout = "300ms", OnTimeout = OnTimeout.Reject)]
                public async ValueTask<Item> Ask(Raw r, CancellationToken stop)
                {
                    var already = Tries(r.Id);
                    if (r.Key == "hangs") { await Task.Delay(Timeout.Infinite); }
                    if (already < r.Value) { throw new InvalidOperationException("try " + already); }
                    await Task.Yield();
                    return new Item(r.Id, r.Key + already);
                }
                private int Tries(int id) => tries.AddOrUpdate(id, 0, (_, n) => n + 1);
                [Rejected(nameof(Ask))] public partial Stream<DeadLetter> Failed { get; }
                [Sink(From = nameof(Ask))] public Lists<Item> Out => new("out");
                [Sink(From = nameof(Failed))] public Lists<DeadLetter> Dlq => new("dlq");
            }
            """, Line(1, "a", value: 0), Line(2, "b", value: 2), Line(3, "c", value: 3), Line(4, "hangs"), Line(5, "d", value: 1));
        Assert.Equal(
            """
            dlq ← ask@2: InvalidOperationException: try 2
            dlq ← ask@3: TimeoutException: no answer within 300ms.
            out ← a01
            out ← b22
            out ← d15
            in 5→5
            ask 5→3 rejected 2
            out 3→3
            dlq 2→2
            """,
            run);
    }

    [Fact]
    public void A_fault_stops_the_job_and_names_the_node_and_the_record()
    {
        var fault = Assert.ThrowsAny<Exception>(() => Run($$"""
            [Pipeline("p")] public partial class P
            {
                {{Source}}
                [Operator(From = nameof(In)), AsyncIO] public static async ValueTask<Item> Inverse(Raw r, CancellationToken stop) { await Task.Yield(); return new Item(100 / r.Id, "i"); }
                [Operator(From = nameof(Inverse))] public static OrReject<Item> Never(in Item i) => i;
                [Rejected(nameof(Never))] public partial Stream<DeadLetter> Failed { get; }
                [Sink(From = nameof(Never))] public Lists<Item> Out => new("out");
            }
            """, Line(1, "x"), Line(0, "x")));
        Assert.Contains("'inverse' threw DivideByZeroException at record lines[0]@1", fault.ToString(), StringComparison.Ordinal);
    }
}
