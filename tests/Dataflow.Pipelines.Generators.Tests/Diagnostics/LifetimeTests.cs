using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP3xxx: the pipeline object never changes.</summary>
public sealed class LifetimeTests
{
    [Theory]
    [InlineData("⟦count⟧ = 1;")]
    [InlineData("⟦this.count⟧ += 1;")]
    [InlineData("⟦count⟧++;")]
    [InlineData("--⟦count⟧;")]
    [InlineData("System.Threading.Interlocked.Increment(ref ⟦count⟧);")]
    [InlineData("int.TryParse(r.Key, out ⟦count⟧);")]
    [InlineData("ref var c = ref ⟦count⟧; c = 5;")]
    [InlineData("(⟦count⟧, _) = (1, 2);")]
    [InlineData("Action step = () => ⟦count⟧ = 1; step();")]
    [InlineData("void Step() { ⟦count⟧ = 1; } Step();")]
    public Task A_node_that_writes_a_field(string statement) => Expect.InMembersAsync(
        "DFP3001",
        $$"""
        private int count;
        public int Seen => count;
        [Operator(From = nameof(Events))] public bool Counted(in Raw r) { {{statement}} return true; }
        [Sink(From = nameof(Counted))] public ParquetSink<Raw> Other => new("d");
        """,
        "'Counted' writes 'count': the pipeline object is shared by all lanes and never changes; store changing values in a node's state, or count with a metric");

    [Fact]
    public Task A_node_that_writes_a_static_property() => Expect.InMembersAsync(
        "DFP3001",
        """
        public static int Count { get; set; }
        [Operator(From = nameof(Events))] public static bool Counted(in Raw r) { ⟦Count⟧++; return true; }
        [Sink(From = nameof(Counted))] public ParquetSink<Raw> Other => new("d");
        """,
        "'Counted' writes 'Count': the pipeline object is shared by all lanes and never changes; store changing values in a node's state, or count with a metric");

    [Fact]
    public Task Locals_and_other_objects_may_be_written() => Expect.NothingInMembersAsync(
        """
        private readonly int[] table = new int[3];
        private int count;
        public void Reset() => count = 0;
        [Operator(From = nameof(Events))] public bool Counted(in Raw r) { var local = count; local++; var other = new Holder(); other.Value = local; return other.Value > table[0]; }
        [Sink(From = nameof(Counted))] public ParquetSink<Raw> Other => new("d");
        private sealed class Holder { public int Value; }
        """);

    [Fact]
    public Task An_input_that_can_be_set_later() => Expect.InMembersAsync(
        "DFP3002",
        "[Input] public string ⟦Name⟧ { get; set; } = \"\";",
        "Input 'Name' must be 'init' only: the pipeline object never changes, a restart makes a new one");
}
