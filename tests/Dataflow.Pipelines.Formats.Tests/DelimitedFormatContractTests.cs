using Dataflow.Pipelines.Testing.Formats;

namespace Dataflow.Pipelines.Formats.Tests;

/// <summary>CSV with delimiters that may also occur in numbers and times, and with columns in another order.</summary>
public abstract class DelimitedFormatContractTests(char delimiter) : FormatContract<FormatSample, CsvFormat<FormatSample>>
{
    protected override IReadOnlyList<FormatSample> Boundaries => FormatSample.Boundaries;

    [Theory]
    [MemberData(nameof(Rules))]
    public Task It_keeps_the_contract(string rule) => CheckAsync(rule);

    protected override FormatSample Any(Random random) => FormatSample.Any(random);

    protected override CsvFormat<FormatSample> CreateFormat() =>
        new() { Delimiter = delimiter, Columns = [.. FormatSample.Schema.Columns.Select(static c => c.Name).Reverse(), "another"] };

    public sealed class Tab() : DelimitedFormatContractTests('\t');

    public sealed class Dash() : DelimitedFormatContractTests('-');

    public sealed class Digit() : DelimitedFormatContractTests('0');
}
