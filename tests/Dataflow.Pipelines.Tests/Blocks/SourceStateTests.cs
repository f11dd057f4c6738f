using System.Globalization;
using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.Tests.Blocks;

public sealed class SourceStateTests
{
    private const long None = long.MinValue;

    [Theory]
    [InlineData("", None)]
    [InlineData("70", 70)]
    [InlineData("70 40", 40)]
    [InlineData("70 none", None)] // the second lane has read nothing yet, or has not received its splits
    [InlineData("70 none!", 70)] // the second lane has received its assignment and has no splits
    [InlineData("70 40!", 70)] // the splits of the second lane moved to another lane
    [InlineData("70! 40!", 40)]
    [InlineData("none! none!", None)]
    public void All_lanes_continue_at_the_least_watermark_of_the_active_lanes(string lanes, long expected)
    {
        SourceState[] states =
        [
            .. lanes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static l =>
                new SourceState(l.StartsWith("none", StringComparison.Ordinal) ? None : long.Parse(l.TrimEnd('!'), CultureInfo.InvariantCulture), [], IsVacant: l.EndsWith('!'))),
        ];
        Assert.Equal(expected, SourceState.RestoredWatermark(states));
    }
}
