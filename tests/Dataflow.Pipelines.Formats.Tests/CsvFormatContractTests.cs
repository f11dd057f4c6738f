using Dataflow.Pipelines.Testing.Formats;

namespace Dataflow.Pipelines.Formats.Tests;

public sealed class CsvFormatContractTests : FormatContract<FormatSample, CsvFormat<FormatSample>>
{
    protected override IReadOnlyList<FormatSample> Boundaries => FormatSample.Boundaries;

    [Theory]
    [MemberData(nameof(Rules))]
    public Task It_keeps_the_contract(string rule) => CheckAsync(rule);

    protected override FormatSample Any(Random random) => FormatSample.Any(random);
}
