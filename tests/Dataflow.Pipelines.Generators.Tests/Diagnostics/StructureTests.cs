using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP0xxx: each diagnostic at its exact place, and similar cases without one.</summary>
public sealed class StructureTests
{
    [Fact]
    public Task A_class_that_is_not_partial() => Expect.InSourceAsync(
        "DFP0001",
        "[Pipeline(\"p\")] public class ⟦P⟧ { }",
        "Pipeline 'P' and the types around it must be partial: the generator writes the other part",
        hasCompilerErrors: true);

    [Fact]
    public Task A_class_in_a_class_that_is_not_partial() => Expect.InSourceAsync(
        "DFP0001",
        "public class Outer { [Pipeline(\"p\")] public partial class ⟦P⟧ { } }",
        "Pipeline 'P' and the types around it must be partial: the generator writes the other part",
        hasCompilerErrors: true);

    [Fact]
    public Task A_class_in_a_partial_class_is_sound() => Expect.NothingInSourceAsync(
        "public static partial class Outer { [Pipeline(\"p\")] public partial class P { } }");

    [Theory]
    [InlineData("public readonly record struct", "", "'partial'")]
    [InlineData("public partial record struct", "", "'readonly'")]
    [InlineData("public partial struct", "", "'readonly' and 'record'")]
    public Task A_record_that_is_none(string declaration, string around, string missing) => Expect.InSourceAsync(
        "DFP0002",
        $"[Record] {declaration} ⟦R⟧(int X);",
        $"Record 'R' must be declared as 'readonly partial record struct'{around}: add {missing}",
        hasCompilerErrors: true);

    [Fact]
    public Task A_generic_pipeline() => Expect.InSourceAsync(
        "DFP0003", "[Pipeline(\"p\")] public partial class ⟦P⟧<T> { }", "Pipeline 'P<T>' must not be generic: the host makes an object of it at each start");

    [Fact]
    public Task An_abstract_pipeline() => Expect.InSourceAsync(
        "DFP0003", "[Pipeline(\"p\")] public abstract partial class ⟦P⟧ { }", "Pipeline 'P' must not be abstract or static: the host makes an object of it at each start");

    [Fact]
    public Task Two_nodes_with_one_id() => Expect.InMembersAsync(
        "DFP0004",
        "[Sink(From = nameof(Wanted)), Node(⟦\"lake\"⟧)] public ParquetSink<Raw> Other => new(\"d\");",
        "Nodes 'Lake' and 'Other' have the id 'lake': give one of them another with [Node(\"...\")]");

    [Fact]
    public Task Overloads_have_one_id() => Expect.InMembersAsync(
        "DFP0004",
        """
        [Operator(From = nameof(Broken))] public static bool ⟦Wanted⟧(in DeadLetter r) => true;
        [Sink(From = nameof(Broken))] public ParquetSink<DeadLetter> Dlq => new("d");
        """,
        "Nodes 'Wanted' and 'Wanted' have the id 'wanted': give one of them another with [Node(\"...\")]");

    [Fact]
    public Task Another_id_is_free() => Expect.NothingInMembersAsync("[Sink(From = nameof(Wanted)), Node(\"lake_2\")] public ParquetSink<Raw> Other => new(\"d\");");

    [Fact]
    public Task An_id_that_is_no_name() => Expect.InMembersAsync(
        "DFP0005",
        "[Sink(From = nameof(Wanted)), Node(⟦\"the lake\"⟧)] public ParquetSink<Raw> Other => new(\"d\");",
        "'the lake' cannot be an id: use letters, digits and underscores, not beginning with a digit");

    [Fact]
    public Task A_cycle() => Expect.InMembersAsync(
        "DFP0006",
        """
        [Operator(From = nameof(⟦C⟧))] public static Raw A(in Raw r) => r;
        [Operator(From = nameof(A))] public static Raw B(in Raw r) => r;
        [Operator(From = nameof(B))] public static Raw C(in Raw r) => r;
        """,
        "'A' feeds itself: A → B → C → A; a stream graph has no cycles");

    [Fact]
    public Task A_node_behind_a_cycle() => Expect.InMembersAsync(
        "DFP0006",
        "[Operator(From = nameof(⟦A⟧))] public static Raw A(in Raw r) => r;",
        "'A' feeds itself: A → A; a stream graph has no cycles");

    [Fact]
    public Task A_node_without_upstream() => Expect.InMembersAsync(
        "DFP0007",
        "[⟦Sink⟧] public ParquetSink<Raw> Other => new(\"d\");",
        "Nothing feeds 'Other': name its upstream, From = nameof(...)");

    [Fact]
    public Task A_union_of_nothing() => Expect.InMembersAsync(
        "DFP0007",
        """
        [⟦Union⟧] public partial Stream<Raw> Both { get; }
        [Sink(From = nameof(Both))] public ParquetSink<Raw> Other => new("d");
        """,
        "Nothing feeds 'Both': name the streams to unite, [Union(nameof(A), nameof(B))]");

    [Fact]
    public Task A_source_without_a_sink() => Expect.InMembersAsync(
        "DFP0008",
        """
        [Source] public KafkaSource<Raw> ⟦Others⟧ => new("a", "b");
        [Rejected(nameof(Others))] public partial Stream<DeadLetter> AlsoBroken { get; }
        [Operator(From = nameof(Others))] public static Raw Same(in Raw r) => r;
        [Sink(From = nameof(AlsoBroken))] public ParquetSink<DeadLetter> Dlq => new("d");
        """,
        "The records of 'Others' reach no sink: add a [Sink(From = nameof(Same))]");

    [Fact]
    public Task A_stream_without_a_reader() => Expect.InMembersAsync(
        "DFP0009",
        "[Operator(From = nameof(Events))] public static Raw ⟦Same⟧(in Raw r) => r;",
        "No node reads the records of 'Same', so they would be lost: add a node with From = nameof(Same)");

    [Fact]
    public Task Rejects_without_a_stream() => Expect.InMembersAsync(
        "DFP0010",
        """
        [Operator(From = nameof(Events))] public static OrReject<Raw> ⟦Check⟧(in Raw r) => r;
        [Sink(From = nameof(Check))] public ParquetSink<Raw> Checked => new("d");
        """,
        "'Check' can reject records and no stream takes them: add a [Rejected(nameof(Check))] stream of DeadLetter");

    [Fact]
    public Task Faults_without_a_stream() => Expect.InMembersAsync(
        "DFP0010",
        """
        [Operator(From = nameof(Events), OnError = OnError.Reject)] public static Raw ⟦Check⟧(in Raw r) => r;
        [Sink(From = nameof(Check))] public ParquetSink<Raw> Checked => new("d");
        """,
        "'Check' can reject records and no stream takes them: add a [Rejected(nameof(Check))] stream of DeadLetter");

    [Fact]
    public Task Late_records_without_a_stream() => Expect.InMembersAsync(
        "DFP0011",
        """
        [Window(From = nameof(Events), Tumbling = "5m")] public partial Stream<Total> ⟦Totals⟧ { get; }
        [Sink(From = nameof(Totals))] public ParquetSink<Total> Written => new("d");
        """,
        "No stream takes the late records of 'Totals': add a [Late(From = nameof(Totals))] stream of 'Raw'");

    [Fact]
    public Task Rejects_and_late_records_that_are_counted_only_are_sound() => Expect.NothingInMembersAsync(
        """
        [Window(From = nameof(Events), Tumbling = "5m")] public partial Stream<Total> Totals { get; }
        [Late(From = nameof(Totals))] public partial Stream<Raw> TooLate { get; }
        [Sink(From = nameof(Totals))] public ParquetSink<Total> Written => new("d");
        """);

    [Fact]
    public Task A_side_output_without_a_stream() => Expect.InMembersAsync(
        "DFP0012",
        """
        [Operator(From = nameof(Events))] public static void Split(in Raw r, ref Emitter<Raw> all, ref Emitter<Item> ⟦odd⟧) { all.Emit(r); }
        [Sink(From = nameof(Split))] public ParquetSink<Raw> All => new("d");
        """,
        "No stream takes side output 'odd' of 'Split': add a [Side(From = nameof(Split))] public partial Stream<Item> Odd { get; }");

    [Fact]
    public Task A_member_that_is_two_nodes() => Expect.InMembersAsync(
        "DFP0013",
        "[⟦Sink(From = nameof(Wanted))⟧, Late(From = nameof(Wanted))] public ParquetSink<Raw> Other => new(\"d\");",
        "'Other' cannot be both a stream of late records and a sink: remove one of the attributes");

    [Fact]
    public Task An_operator_that_is_a_property() => Expect.InMembersAsync(
        "DFP0014",
        "[Operator(From = nameof(Events))] public Stream<Raw> ⟦Good⟧ => new(\"x\");",
        "[Operator] belongs on a method; 'Good' is a property with a body that returns a connector",
        hasCompilerErrors: true);

    [Fact]
    public Task A_stream_that_is_not_partial() => Expect.InMembersAsync(
        "DFP0014",
        """
        [Union(nameof(Events))] public Stream<Raw> ⟦Both⟧ => new("x");
        [Sink(From = nameof(Both))] public ParquetSink<Raw> Other => new("d");
        """,
        "[Union] belongs on a partial property 'public partial Stream<T> Name { get; }'; 'Both' is a property with a body that returns a connector");

    [Theory]
    [InlineData("Run", "verb", "run")]
    [InlineData("CheckpointInterval", "option", "checkpoint-interval")]
    [InlineData("Help", "option", "help")]
    public Task An_input_named_like_the_hosts(string name, string what, string option) => Expect.InMembersAsync(
        "DFP0015",
        $"[Input] public string ⟦{name}⟧ {{ get; init; }} = \"\";",
        $"Input '{name}' cannot be given on the command line, because the host has the {what} '{option}': choose another name");

    [Fact]
    public Task An_attribute_on_a_kind_that_does_not_take_it() => Expect.InMembersAsync(
        "DFP0016",
        "[Operator(From = nameof(Events)), ⟦HealthCheck(Interval = \"30s\")⟧] public static bool Odd(in Raw r) => true; [Sink(From = nameof(Odd))] public ParquetSink<Raw> Other => new(\"d\");",
        "[HealthCheck] does not apply to an operator: it goes with source, sink");

    [Fact]
    public Task A_deduplication_without_a_key() => Expect.InMembersAsync(
        "DFP0017",
        """
        [⟦Deduplicate(From = nameof(Events), Within = "5m")⟧] public partial Stream<Raw> Distinct { get; }
        [Sink(From = nameof(Distinct))] public ParquetSink<Raw> Other => new("d");
        """,
        "'Distinct' needs a [KeyBy(nameof(...))] that specifies which records are the same");

    [Fact]
    public Task A_window_without_event_time() => Expect.InMembersAsync(
        "DFP0017",
        """
        [⟦Source⟧] public KafkaSource<Raw> Others => new("a", "b");
        [Rejected(nameof(Others))] public partial Stream<DeadLetter> AlsoBroken { get; }
        [Window(From = nameof(Others), Tumbling = "5m")] public partial Stream<Total> Totals { get; }
        [Late(From = nameof(Totals))] public partial Stream<Raw> TooLate { get; }
        [Sink(From = nameof(Totals))] public ParquetSink<Total> Written => new("d");
        """,
        "'Others' needs a [Watermark(nameof(...))]: 'Totals' uses event time");

    [Fact]
    public Task Two_inputs_with_one_option() => Expect.InMembersAsync(
        "DFP0018",
        "[Input] public string ⟦TEXT⟧ { get; init; } = \"\";",
        "Inputs 'Text' and 'TEXT' are both '--text': choose another name for one of them");

    [Theory]
    [InlineData("[Sink(From = nameof(Wanted), Parallelism = ⟦129⟧)]", "The parallelism of 'Other' must be from 1 to 128 lanes, and is 129")]
    [InlineData("[Sink(From = nameof(Wanted)), Buffer(⟦0⟧)]", "The buffer of 'Other' must be at least 1 batch, and is 0")]
    public Task A_number_out_of_range(string attributes, string message) => Expect.InMembersAsync(
        "DFP0019", attributes + " public ParquetSink<Raw> Other => new(\"d\");", message);
}
