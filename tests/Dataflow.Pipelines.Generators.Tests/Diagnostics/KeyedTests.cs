using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Keyed state and timers.</summary>
public sealed class KeyedTests
{
    private const string Kinds = "use a [Record], or a number, bool, Guid, date or time, enumeration without flags, or a nullable of these: it begins as the default and goes to checkpoints";

    private const string Timers = "[Operator(From = nameof(Events)), KeyBy(nameof(Raw.Key))] public static bool Watch(in Raw r, ref long n, ref Timers timers) => true;\n";

    private const string Sink = "\n[Sink(From = nameof(Watch))] public ParquetSink<Raw> Watched => new(\"w\");";

    [Fact]
    public Task A_state_without_a_key() => Expect.InMembersAsync(
        "DFP0017",
        "[Operator(From = nameof(Events))] public static bool Watch(in Raw r, ref int ⟦state⟧) => true;",
        "'Watch' needs a [KeyBy(nameof(...))]: a state is stored by key");

    [Fact]
    public Task Timers_without_a_key() => Expect.InMembersAsync(
        "DFP0017",
        """
        [Operator(From = nameof(Events))] public static bool Watch(in Raw r, ref Timers ⟦timers⟧) => true;
        [OnTimer(nameof(Watch))] public static void Now(DateTimeOffset at) { }
        """,
        "'Watch' needs a [KeyBy(nameof(...))]: timers are set by key");

    [Fact]
    public Task A_key_without_members() => Expect.InMembersAsync(
        "DFP0017",
        "[Operator(From = nameof(Events)), ⟦KeyBy⟧] public static bool Watch(in Raw r) => true;",
        "'Watch' needs a member in its [KeyBy(nameof(...))]");

    [Fact]
    public Task A_key_that_the_record_lacks() => Expect.InMembersAsync(
        "DFP1002",
        "[Operator(From = nameof(Events)), KeyBy(⟦\"Kye\"⟧)] public static bool Watch(in Raw r, ref int n) => true;",
        "Record 'Raw' has no member 'Kye'; did you mean 'Key'?",
        "Key");

    [Fact]
    public Task A_key_alone_sends_records_of_one_key_to_one_lane() => Expect.NothingInMembersAsync(
        "[Operator(From = nameof(Events)), KeyBy(nameof(Raw.Key))] public static bool Watch(in Raw r) => true;" + Sink);

    [Fact]
    public Task Two_states() => Expect.InMembersAsync(
        "DFP2008",
        "[Operator(From = nameof(Events)), KeyBy(nameof(Raw.Key))] public static bool Watch(in Raw r, ref int first, ref long ⟦second⟧) => true;",
        "No rule explains the signature of 'Watch': it has one state; make 'first' and 'second' members of one [Record]");

    [Theory]
    [InlineData("string")]
    [InlineData("List<int>")]
    [InlineData("object")]
    [InlineData("Item?")]
    [InlineData("(int A, int B)")]
    [InlineData("Half")]
    public Task A_state_without_a_codec(string type) => Expect.InMembersAsync(
        "DFP2018",
        $"[Operator(From = nameof(Events)), KeyBy(nameof(Raw.Key))] public static bool Watch(in Raw r, ref ⟦{type}⟧ state) => true;",
        $"State 'state' of type '{type}' cannot be stored: {Kinds}");

    [Fact]
    public Task A_state_with_a_record_in_it() => Expect.InSourceAsync(
        "DFP2018",
        """
        [Record] public readonly partial record struct Outer(int A, Item Inner);
        [Pipeline("p")] public partial class P
        {
            [Source] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Operator(From = nameof(Events)), KeyBy(nameof(Raw.Key))] public static bool Watch(in Raw r, ref ⟦Outer⟧ state) => true;
            [Sink(From = nameof(Watch))] public ParquetSink<Raw> Lake => new("c");
        }
        """,
        "State 'state' of type 'Outer' cannot be stored: its member 'Inner' is a record itself; put that one's members in its place");

    [Theory]
    [InlineData("long")]
    [InlineData("decimal?")]
    [InlineData("DateTimeOffset")]
    [InlineData("DayOfWeek")]
    [InlineData("Item")]
    public Task A_sound_state(string type) => Expect.NothingInMembersAsync(
        $"[Operator(From = nameof(Events)), KeyBy(nameof(Raw.Key)), StateTtl(\"{{{{ pipeline.input.window }}}}\")] public static bool Watch(in Raw r, ref {type} state) => true;" + Sink);

    [Fact]
    public Task A_ttl_without_a_state() => Expect.InMembersAsync(
        "DFP0016",
        "[Operator(From = nameof(Events)), ⟦StateTtl(\"24h\")⟧] public static bool Watch(in Raw r) => true;",
        "[StateTtl] does not apply to an operator without a state: it goes with a parameter 'ref TState state'");

    [Fact]
    public Task An_invalid_ttl() => Expect.InMembersAsync(
        "DFP2005",
        "[Operator(From = nameof(Events)), KeyBy(nameof(Raw.Key)), StateTtl(\"⟦0s⟧\")] public static bool Watch(in Raw r, ref int state) => true;",
        "'0s' is no duration: it must be longer than zero");

    [Fact]
    public Task Timers_without_a_method() => Expect.InMembersAsync(
        "DFP0017",
        "[Operator(From = nameof(Events)), KeyBy(nameof(Raw.Key))] public static bool Watch(in Raw r, ref Timers ⟦timers⟧) => true;",
        "'Watch' needs an [OnTimer(nameof(Watch))] method, which its timers call");

    [Fact]
    public Task A_sound_timer_method() => Expect.NothingInMembersAsync(
        Timers + "[OnTimer(nameof(Watch))] public void Now(DateTimeOffset at, ref Timers timers, ref long n, ref Emitter<Raw> emit) { }" + Sink);

    [Fact]
    public Task A_timer_method_of_no_node() => Expect.InMembersAsync(
        "DFP1001",
        Timers + "[OnTimer(nameof(Watch))] public static void Now(DateTimeOffset at) { }\n[OnTimer(⟦\"Wacht\"⟧)] public static void Then(DateTimeOffset at) { }" + Sink,
        "There is no node 'Wacht' in 'P'; did you mean 'Watch'?",
        "Watch");

    [Fact]
    public Task A_timer_method_of_a_node_without_timers() => Expect.InMembersAsync(
        "DFP1012",
        "[OnTimer(nameof(⟦Wanted⟧))] public static void Now(DateTimeOffset at) { }",
        "'Wanted' sets no timers, so 'Now' would never be called: give it a parameter 'ref Timers timers'");

    [Fact]
    public Task A_timer_method_of_a_node_that_can_have_no_timers() => Expect.InMembersAsync(
        "DFP1012",
        "[OnTimer(nameof(⟦Lake⟧))] public static void Now(DateTimeOffset at) { }",
        "'Lake' sets no timers, so 'Now' would never be called: name an operator with a parameter 'ref Timers timers'");

    [Fact]
    public Task A_second_timer_method() => Expect.InMembersAsync(
        "DFP2008",
        Timers + "[OnTimer(nameof(Watch))] public static void Now(DateTimeOffset at) { }\n[OnTimer(nameof(⟦Watch⟧))] public static void Then(DateTimeOffset at) { }" + Sink,
        "No rule explains the signature of 'Then': the timers of 'Watch' call 'Now' already");

    [Theory]
    [InlineData("void Now(DateTimeOffset at, ref int ⟦n⟧)")]
    [InlineData("void Now(DateTimeOffset at, ref Emitter<Item> ⟦emit⟧)")]
    [InlineData("void Now(DateTimeOffset at, CancellationToken ⟦ct⟧)")]
    [InlineData("void Now(long ⟦at⟧)")]
    [InlineData("void ⟦Now⟧()")]
    [InlineData("bool ⟦Now⟧(DateTimeOffset at)")]
    public Task A_timer_method_of_another_signature(string signature) => Expect.InMembersAsync(
        "DFP2008",
        Timers + $"[OnTimer(nameof(Watch))] public static {signature} => throw new NotSupportedException();" + Sink,
        "No rule explains the signature of 'Now': it must be void Now(DateTimeOffset at, ref long n, ref Emitter<Raw> emit), 'ref Timers timers' where it sets others");

    [Fact]
    public Task A_timer_method_that_writes_a_field() => Expect.InMembersAsync(
        "DFP3001",
        Timers + "private int count;\n[OnTimer(nameof(Watch))] public void Now(DateTimeOffset at) { ⟦count⟧++; }" + Sink,
        "'Now' writes 'count': the pipeline object is shared by all lanes and never changes; store changing values in a node's state, or count with a metric");
}
