using Dataflow.Pipelines.Files;

namespace Dataflow.Pipelines.Tests.Files;

public sealed class FileSetStateTests
{
    [Theory]
    [InlineData("", long.MinValue)]
    [InlineData("70", 70)]
    [InlineData("70 40", 40)] // lane by lane: a record between 40 and 70 may still arrive
    [InlineData("70! 90!", 90)] // the end: a window that one lane has closed opens in no other
    [InlineData("70 90!", 70)] // the end of some of the partitions only
    [InlineData("90 40 99!", 40)]
    public void All_lanes_continue_at_a_watermark_that_loses_nothing_and_reopens_no_window(string lanes, long expected)
    {
        FileSetState[] states =
        [
            .. lanes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static l =>
                new FileSetState(long.Parse(l.TrimEnd('!'), System.Globalization.CultureInfo.InvariantCulture), [], [], HasEnded: l.EndsWith('!'))),
        ];
        Assert.Equal(expected, FileSetState.RestoredWatermark(states));
    }
}
