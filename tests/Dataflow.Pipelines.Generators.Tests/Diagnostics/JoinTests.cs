using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Diagnostics of a join.</summary>
public sealed class JoinTests
{
    private const string Method = "public static Item? Pair(in Raw l, in Raw r) => new(l.Id, r.Key);";
    private const string Keys = "LeftKey = nameof(Raw.Id), RightKey = nameof(Raw.Id)";

    private static string Join(string settings, string method = Method) => $"[Join(Left = nameof(Events), Right = nameof(Wanted), {settings})] {method}\n[Sink(From = nameof(Pair))] public ParquetSink<Item> Out => new(\"\");";

    [Theory]
    [InlineData("Within = \"{{ pipeline.input.window }}\"")]
    [InlineData("Lower = \" -1m\", Upper = \"0s\"")]
    [InlineData("Window = \"1m\", Parallelism = 4")]
    public Task Sound(string bounds) => Expect.NothingInMembersAsync(Join($"{Keys}, {bounds}"));

    [Fact]
    public Task Unbounded() => Expect.InMembersAsync(
        "DFP0040",
        $"[⟦Join(Left = nameof(Events), Right = nameof(Wanted), {Keys})⟧] {Method}\n[Sink(From = nameof(Pair))] public ParquetSink<Item> Out => new(\"\");",
        "Nothing bounds join 'Pair', so it stores every record indefinitely: set Within = \"10m\", Lower and Upper, or Window");

    [Theory]
    [InlineData("Within = \"1s\", Window = ⟦\"1m\"⟧", "keep one of Within and Window")]
    [InlineData("Lower = ⟦\"1s\"⟧", "Lower needs Upper too")]
    [InlineData("Upper = ⟦\"1s\"⟧", "Upper needs Lower too")]
    [InlineData("Lower = \"1m\", Upper = ⟦\"-1s\"⟧", "Lower is above Upper, so no pair could be made; exchange them")]
    public Task Bounds(string bounds, string fault) => Expect.InMembersAsync("DFP0041", Join($"{Keys}, {bounds}"), $"The bounds of join 'Pair' do not fit: {fault}");

    [Fact]
    public Task An_unknown_unit_after_a_minus() => Expect.InMembersAsync(
        "DFP2005", Join($"{Keys}, Lower = \"-5⟦minutes⟧\", Upper = \"1s\""), "'5minutes' is no duration: 'minutes' is no unit; write a whole number and one of the units ms, s, m, h, d, as in \"5m\", or \"{{ pipeline.input.name }}\"");

    [Fact]
    public Task An_unknown_node() => Expect.InMembersAsync(
        "DFP1001",
        $"[Join(Left = \"⟦Event⟧\", Right = nameof(Wanted), {Keys}, Within = \"1s\")] {Method}\n[Sink(From = nameof(Pair))] public ParquetSink<Item> Out => new(\"\");".Replace("\"⟦Event⟧\"", "⟦\"Event\"⟧", StringComparison.Ordinal),
        "There is no node 'Event' in 'P'; did you mean 'Events'?",
        "Events");

    [Fact]
    public Task A_side_that_is_missing() => Expect.InMembersAsync(
        "DFP0017",
        $"[⟦Join(Left = nameof(Events), {Keys}, Within = \"1s\")⟧] {Method}\n[Sink(From = nameof(Pair))] public ParquetSink<Item> Out => new(\"\");",
        "'Pair' needs Right = nameof(...), the node whose records are the second parameter");

    [Fact]
    public Task A_key_that_is_missing() => Expect.InMembersAsync(
        "DFP0017",
        $"[⟦Join(Left = nameof(Events), Right = nameof(Wanted), RightKey = nameof(Raw.Id), Within = \"1s\")⟧] {Method}\n[Sink(From = nameof(Pair))] public ParquetSink<Item> Out => new(\"\");",
        "'Pair' needs LeftKey = nameof(...), the member that must be equal to the other side's");

    [Fact]
    public Task An_unknown_key() => Expect.InMembersAsync(
        "DFP1002", Join("LeftKey = nameof(Raw.Id), RightKey = ⟦\"Idd\"⟧, Within = \"1s\""), "Record 'Raw' has no member 'Idd'; did you mean 'Id'?", "Id");

    [Fact]
    public Task Keys_of_different_types() => Expect.InMembersAsync(
        "DFP2043",
        Join("LeftKey = nameof(Raw.Id), RightKey = nameof(Raw.⟦Key⟧), Within = \"1s\""),
        "The keys of join 'Pair' are 'int Id' and 'string Key': nothing would ever be equal; name members of one type");

    [Theory]
    [InlineData("Value", "double", "two numbers that look the same may differ in their last bit; use an integer, a decimal or a text")]
    [InlineData("Maybe", "int?", "null is equal to no value; filter such records before, and give the others a member that is never null")]
    public Task A_nullable_key(string name, string type, string fault) => Expect.InMembersAsync(
        "DFP2013", Join($"LeftKey = nameof(Raw.⟦{name}⟧), RightKey = nameof(Raw.Id), Within = \"1s\""), $"Member '{name}' of type '{type}' cannot be a key: {fault}");

    [Theory]
    [InlineData("Inner", "in ⟦Raw?⟧ l, in Raw r", "left", "is never missing", "in Raw")]
    [InlineData("Left", "Raw l, ⟦Raw⟧ r", "right", "may be missing", "Raw?")]
    [InlineData("Right", "in ⟦Raw⟧ l, in Raw r", "left", "may be missing", "in Raw?")]
    [InlineData("Full", "in Raw? l, in ⟦Raw⟧ r", "right", "may be missing", "in Raw?")]
    public Task Nullability(string kind, string parameters, string side, string state, string form) => Expect.InMembersAsync(
        "DFP2044",
        Join($"{Keys}, Within = \"1s\", Kind = JoinKind.{kind}", $"public static Item Pair({parameters}) => new(1, \"\");"),
        $"In join 'Pair' of kind {kind} the {side} record {state}: declare it as '{form}', or choose another Kind");

    [Fact]
    public Task A_type_that_does_not_fit() => Expect.InMembersAsync(
        "DFP2003",
        Join("LeftKey = nameof(Item.Id), RightKey = nameof(Raw.Id), Within = \"1s\"", "public static Item Pair(in Item l, in Raw r) => l;").Replace("nameof(Events)", "nameof(⟦Events⟧)", StringComparison.Ordinal),
        "'Pair' takes 'Item', but 'Events' gives 'Raw'");

    [Theory]
    [InlineData("public static Item ⟦Pair⟧(in Raw l) => new(1, \"\");", "it must be 'TOut? M(in TLeft left, in TRight right)', and not generic")]
    [InlineData("public static Item Pair(in Raw l, ref Raw ⟦r⟧) => new(1, \"\");", "it takes its records by 'in'")]
    public Task Signature(string method, string fault) => Expect.InMembersAsync("DFP2042", Join($"{Keys}, Within = \"1s\"", method), $"No rule explains the signature of join 'Pair': {fault}");

    [Fact]
    public Task A_result_that_is_no_record() => Expect.InMembersAsync(
        "DFP2002",
        $"[Join(Left = nameof(Events), Right = nameof(Wanted), {Keys}, Within = \"1s\")] public static ⟦int⟧ Pair(in Raw l, in Raw r) => 1;",
        "'int' is no [Record], and 'Pair' can carry nothing else: declare it as [Record] readonly partial record struct");

    [Fact]
    public Task It_has_no_reader() => Expect.InMembersAsync(
        "DFP0009",
        $"[Join(Left = nameof(Events), Right = nameof(Wanted), {Keys}, Within = \"1s\")] public static Item ⟦Pair⟧(in Raw l, in Raw r) => new(1, \"\");",
        "No node reads the records of 'Pair', so they would be lost: add a node with From = nameof(Pair)");
}
