using Dataflow.Pipelines.Testing.Formats;

namespace Dataflow.Pipelines.Formats.Tests;

public sealed class BytesFormatContractTests : FormatContract<Block, BytesFormat<Block>>
{
    protected override IReadOnlyList<Block> Boundaries => [new([]), new([0]), new([255, 34, 10]), new(new byte[1_000_000])];

    [Theory]
    [MemberData(nameof(Rules))]
    public Task It_keeps_the_contract(string rule) => CheckAsync(rule);

    protected override Block Any(Random random) => new(FormatSample.Any(random).Content);
}
