using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP0020: a union and a stream of rejects take each stream once.</summary>
public sealed class RepeatedStreamTests
{
    private const string Out = "\n[Sink(From = nameof(All))] public ParquetSink<Raw> Out => new(\"d\");";

    [Theory]
    [InlineData("[Union(nameof(Events), nameof(⟦Events⟧))]")]
    [InlineData("[Union(\"Events\", ⟦\"Events\"⟧)]")]
    [InlineData("[Union(nameof(Events), nameof(Wanted), nameof(⟦Events⟧))]")]
    [InlineData("[Union(new[] { nameof(Wanted), nameof(Events), nameof(⟦Events⟧) })]")]
    [InlineData("[Union([nameof(Events), nameof(⟦Events⟧)])]")]
    public Task A_union_that_names_a_stream_twice(string union) => Expect.InMembersAsync(
        "DFP0020",
        union + " public partial Stream<Raw> All { get; }" + Out,
        "'All' takes 'Events' twice, and would still get each of its records once: name the stream once",
        "");

    [Fact]
    public Task A_union_that_takes_a_stream_through_another_union_too() => Expect.InMembersAsync(
        "DFP0020",
        "[Union(nameof(Events), nameof(Wanted))] public partial Stream<Raw> Both { get; }\n[Union(nameof(Both), nameof(⟦Wanted⟧))] public partial Stream<Raw> All { get; }" + Out,
        "'All' takes 'Wanted' twice (by 'Both' and by 'Wanted'), and would still get each of its records once: name the stream once",
        "");

    [Fact]
    public Task A_union_whose_second_stream_contains_the_first() => Expect.InMembersAsync(
        "DFP0020",
        "[Union(nameof(Events), nameof(Wanted))] public partial Stream<Raw> Both { get; }\n[Union(nameof(Wanted), nameof(⟦Both⟧))] public partial Stream<Raw> All { get; }" + Out,
        "'All' takes 'Wanted' twice (by 'Wanted' and by 'Both'), and would still get each of its records once: name the stream once");

    [Theory]
    [InlineData("[Rejected(nameof(Events), nameof(⟦Events⟧))]")]
    [InlineData("[Rejected(nameof(Events), From = nameof(⟦Events⟧))]")]
    public Task Rejects_with_two_streams(string rejected) => Expect.InMembersAsync(
        "DFP0020",
        rejected + " public partial Stream<DeadLetter> All { get; }\n[Sink(From = nameof(All))] public ParquetSink<DeadLetter> Out => new(\"d\");",
        "'All' takes 'Events' twice, and would still get each of its records once: name the stream once",
        "");

    [Theory]
    [InlineData("[Operator(From = nameof(Events))] public static bool Again(in Raw r) => r.Id > 0; [Union(nameof(Wanted), nameof(Again), nameof(Events))] public partial Stream<Raw> All { get; } [Sink(From = nameof(All))] public ParquetSink<Raw> Out => new(\"d\");")]
    [InlineData("[Rejected(nameof(Events))] public partial Stream<DeadLetter> More { get; } [Union(nameof(Broken), nameof(More))] public partial Stream<DeadLetter> All { get; } [Sink(From = nameof(All))] public ParquetSink<DeadLetter> Out => new(\"d\");")]
    [InlineData("[Join(Left = nameof(Wanted), Right = nameof(Wanted), LeftKey = nameof(Raw.Id), RightKey = nameof(Raw.Id), Within = \"1s\")] public static Item Pair(in Raw l, in Raw r) => new(l.Id, r.Key); [Sink(From = nameof(Pair))] public ParquetSink<Item> Out => new(\"d\");")]
    public Task Different_streams_of_one_node_and_the_sides_of_a_join_are_sound(string members) => Expect.NothingInMembersAsync(members);
}
