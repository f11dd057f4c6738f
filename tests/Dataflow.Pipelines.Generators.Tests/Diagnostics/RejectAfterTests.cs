using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP0029 and other diagnostics of RejectAfter.</summary>
public sealed class RejectAfterTests
{
    [Theory]
    [InlineData("RejectAfter = ⟦3⟧")]
    [InlineData("OnError = OnError.Skip, RejectAfter = ⟦3⟧")]
    public Task Without_rejects(string arguments) => Expect.InMembersAsync(
        "DFP0029",
        $"[Operator(From = nameof(Events), {arguments})] public static bool Odd(in Raw r) => true; [Sink(From = nameof(Odd))] public ParquetSink<Raw> Other => new(\"d\");",
        "RejectAfter does not apply to 'Odd': it requires OnError = OnError.Reject, and specifies when to reject");

    [Fact]
    public Task Of_an_async_operator() => Expect.InMembersAsync(
        "DFP0029",
        """
        [Operator(From = nameof(Events), OnError = OnError.Reject, RejectAfter = ⟦3⟧), AsyncIO(MaxConcurrency = 4)] public static System.Threading.Tasks.ValueTask<Raw> Ask(Raw r, System.Threading.CancellationToken stop) => new(r);
        [Rejected(nameof(Ask))] public partial Stream<DeadLetter> Refused { get; }
        [Sink(From = nameof(Ask))] public ParquetSink<Raw> Other => new("d");
        """,
        "RejectAfter does not apply to 'Ask': an async operator repeats its call: write [AsyncIO(Retries = 3)]");

    [Fact]
    public Task Less_than_nothing() => Expect.InMembersAsync(
        "DFP0019",
        """
        [Operator(From = nameof(Events), OnError = OnError.Reject, RejectAfter = ⟦-1⟧)] public static bool Odd(in Raw r) => true;
        [Rejected(nameof(Odd))] public partial Stream<DeadLetter> Refused { get; }
        [Sink(From = nameof(Odd))] public ParquetSink<Raw> Other => new("d");
        """,
        "RejectAfter of 'Odd' must be 0 or more failures of the job, and is -1");
}
