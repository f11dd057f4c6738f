using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Diagnostics of <c>[Sample]</c>.</summary>
public sealed class SampleTests
{
    private const string Reader = "\n[Sink(From = nameof(Some))] public ParquetSink<Raw> Other => new(\"d\");";

    [Fact]
    public Task A_sample_without_its_number() => Expect.InMembersAsync(
        "DFP0017", "[⟦Sample(From = nameof(Events))⟧] public partial Stream<Raw> Some { get; }" + Reader, "'Some' needs Every, one of how many records passes, as in Every = 100");

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    public Task A_sample_of_none(string every) => Expect.InMembersAsync(
        "DFP0019", $"[Sample(From = nameof(Events), Every = ⟦{every}⟧)] public partial Stream<Raw> Some {{ get; }}" + Reader, $"Every of 'Some' must be at least 1 record, and is {every}");

    [Fact]
    public Task A_sample_of_a_key_and_of_all() => Expect.NothingInMembersAsync(
        """
        [Sample(From = nameof(Events), Every = 10), KeyBy(nameof(Raw.Key)), Buffer(4)] public partial Stream<Raw> Some { get; }
        [Sample(From = nameof(Some), Every = 1)] public partial Stream<Raw> All { get; }
        [Sink(From = nameof(All))] public ParquetSink<Raw> Other => new("d");
        """);
}
