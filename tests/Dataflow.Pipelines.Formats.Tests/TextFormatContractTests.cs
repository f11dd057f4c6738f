using Dataflow.Pipelines.Testing.Formats;

namespace Dataflow.Pipelines.Formats.Tests;

public sealed class TextFormatContractTests : FormatContract<Line, TextFormat<Line>>
{
    protected override IReadOnlyList<Line> Boundaries => [.. FormatSample.Boundaries.Select(static s => new Line(s.Name)), new("\"a\",\r\n"), new(new string('é', 100_000))];

    [Theory]
    [MemberData(nameof(Rules))]
    public Task It_keeps_the_contract(string rule) => CheckAsync(rule);

    protected override Line Any(Random random) => new(FormatSample.Any(random).Name);
}
