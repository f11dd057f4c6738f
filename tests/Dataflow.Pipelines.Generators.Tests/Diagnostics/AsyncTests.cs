using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Diagnostics of an async operator.</summary>
public sealed class AsyncTests
{
    private const string Form = "'ValueTask<TOut> M(TIn record, CancellationToken cancellationToken)'";
    private const string Sink = "[Sink(From = nameof(Asked))] public ParquetSink<Item> Out => new(\"\");\n";

    [Theory]
    [InlineData("ValueTask<Item>")]
    [InlineData("ValueTask<Item?>")]
    public Task Sound(string type) => Expect.NothingInMembersAsync(
        $"[Operator(From = nameof(Events)), AsyncIO(MaxConcurrency = 5, Timeout = \"{{{{ pipeline.input.window }}}}\", Retries = 1, Backoff = \"0s\")] public static {type} Asked(Raw r, CancellationToken stop) => new(new Item(r.Id, r.Key));\n{Sink}");

    [Fact]
    public Task Not_awaited() => Expect.InMembersAsync(
        "DFP2040",
        $"[Operator(From = nameof(Events)), ⟦AsyncIO⟧] public static Item Asked(Raw r) => new(r.Id, r.Key);\n{Sink}",
        $"The signature of 'Asked' does not fit: with [AsyncIO] it must be {Form}, and it returns 'Item'; return a ValueTask, or remove the attribute");

    [Fact]
    public Task Awaited_without_the_attribute() => Expect.InMembersAsync(
        "DFP2040",
        $"[Operator(From = nameof(Events))] public static ⟦ValueTask<Item>⟧ Asked(Raw r, CancellationToken stop) => new(new Item(r.Id, r.Key));\n{Sink}",
        "The signature of 'Asked' does not fit: it returns 'ValueTask<Item>', which must be awaited; add [AsyncIO(MaxConcurrency = 100, Timeout = \"5s\")]");

    [Fact]
    public Task A_task() => Expect.InMembersAsync(
        "DFP2040",
        $"[Operator(From = nameof(Events)), AsyncIO] public static ⟦Task<Item>⟧ Asked(Raw r, CancellationToken stop) => Task.FromResult(new Item(r.Id, r.Key));\n{Sink}",
        "The signature of 'Asked' does not fit: it must return 'ValueTask<Item>' instead of 'Task<Item>'");

    [Fact]
    public Task A_filter() => Expect.InMembersAsync(
        "DFP2040",
        "[Operator(From = nameof(Events)), AsyncIO] public static ⟦ValueTask<bool>⟧ Asked(Raw r, CancellationToken stop) => new(true);\n[Sink(From = nameof(Asked))] public ParquetSink<Raw> Out => new(\"\");",
        "The signature of 'Asked' does not fit: the awaited type must be a [Record] (map), a nullable [Record] (filter and map) or OrReject<T> (map with rejects), and it is 'bool'");

    [Fact]
    public Task Without_a_token() => Expect.InMembersAsync(
        "DFP2040",
        $"[Operator(From = nameof(Events)), AsyncIO] public static ValueTask<Item> ⟦Asked⟧(Raw r) => new(new Item(r.Id, r.Key));\n{Sink}",
        $"The signature of 'Asked' does not fit: it must be {Form}; the token ends a call that takes too long");

    [Theory]
    [InlineData("in Raw ⟦r⟧, CancellationToken stop", "r", "in Raw", "the record must outlive the method's return; take it by value")]
    [InlineData("Raw r, CancellationToken stop, ref int ⟦state⟧", "state", "ref int", "state must not change while other calls are in flight; store it in an operator after this one")]
    [InlineData("Raw r, ref Emitter<Item> ⟦emit⟧", "emit", "ref Emitter<Item>", "nothing can be emitted after the method has returned; return a record, a nullable one or OrReject<T>")]
    [InlineData("Raw r, in Moment ⟦at⟧", "at", "in Moment", "it takes the record by value, then outputs of runs with [From] and [Value], then a CancellationToken, and nothing else; take services by the constructor")]
    public Task A_parameter(string parameters, string name, string type, string fault) => Expect.InMembersAsync(
        "DFP2041",
        $"[Operator(From = nameof(Events)), AsyncIO] public static ValueTask<Item> Asked({parameters}) => new(new Item(r.Id, r.Key));\n{(type.Contains("Emitter", StringComparison.Ordinal) ? "[Side(From = nameof(Asked))] public partial Stream<Item> Emit { get; }\n[Sink(From = nameof(Emit))] public ParquetSink<Item> More => new(\"\");\n" : "")}{Sink}",
        $"Parameter '{name}' of 'Asked' cannot be '{type}': {fault}");

    [Fact]
    public Task Concurrency_below_one() => Expect.InMembersAsync(
        "DFP0019",
        $"[Operator(From = nameof(Events)), AsyncIO(MaxConcurrency = ⟦0⟧)] public static ValueTask<Item> Asked(Raw r, CancellationToken stop) => new(new Item(r.Id, r.Key));\n{Sink}",
        "MaxConcurrency of 'Asked' must be from 1 to 100000 calls, and is 0");

    [Theory]
    [InlineData("Timeout = \"⟦0s⟧\"", "0s", "it must be longer than zero")]
    [InlineData("Retries = 1, Backoff = \"⟦soon⟧\"", "soon", "write a whole number and one of the units ms, s, m, h, d, as in \"5m\", or \"{{ pipeline.input.name }}\"")]
    public Task A_duration(string setting, string text, string fault) => Expect.InMembersAsync(
        "DFP2005",
        $"[Operator(From = nameof(Events)), AsyncIO({setting})] public static ValueTask<Item> Asked(Raw r, CancellationToken stop) => new(new Item(r.Id, r.Key));\n{Sink}",
        $"'{text}' is no duration: {fault}");

    [Fact]
    public Task Timeouts_without_a_stream() => Expect.InMembersAsync(
        "DFP0010",
        $"[Operator(From = nameof(Events)), AsyncIO(OnTimeout = OnTimeout.Reject)] public static ValueTask<Item> ⟦Asked⟧(Raw r, CancellationToken stop) => new(new Item(r.Id, r.Key));\n{Sink}",
        "'Asked' can reject records and no stream takes them: add a [Rejected(nameof(Asked))] stream of DeadLetter");

    [Fact]
    public Task On_something_else() => Expect.InMembersAsync(
        "DFP0016",
        "[Join(Left = nameof(Events), Right = nameof(Events), LeftKey = nameof(Raw.Id), RightKey = nameof(Raw.Id), Within = \"1s\"), ⟦AsyncIO⟧] public static Item Asked(in Raw l, in Raw r) => new(r.Id, r.Key);\n" + Sink,
        "[AsyncIO] does not apply to a join: it goes with operator");
}
