using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Windows;

public sealed class SlidingWindowBlockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly WindowShape Shape = new WindowShape.Sliding(10 * Second, 5 * Second);

    [Fact]
    public void A_record_is_late_when_all_its_windows_are_closed_and_otherwise_counts_in_those_that_are_open()
    {
        var run = new WindowRun(Shape, TimeSpan.Zero).Start(1);
        run.Send(Click(1, 7)).Send(Click(2, 12)).Send(Click(3, 8)).Send(Click(4, 15)).Send(Click(5, 9)).Drain().ExpectModel();

        // At 12 the window 0-10 was closed, and 5-15 accepted the third record; at 15 no window accepts the fifth.
        Assert.Equal(["5"], run.World.Late.Rows.Select(static r => r.Id));
        Assert.Equal(
            ["120000-120010/ann/1/1", "120005-120015/ann/3/3", "120010-120020/ann/2/2", "120015-120025/ann/1/1"],
            run.Results.Select(static r => r.Id));
    }

    [Fact]
    public void Slices_are_dropped_with_the_last_window_over_them()
    {
        var run = new WindowRun(Shape, TimeSpan.Zero).Start(2);
        run.Send(Click(1, 7)).Checkpoint();
        Assert.Contains("\"name\":\"windows\"", run.Manifest, StringComparison.Ordinal);
        run.Send([.. Enumerable.Range(2, 40).Select(static i => Click(i, 5 * i, $"user {i % 7}"))]);
        var before = run.Results.Count;
        run.Drain().ExpectModel();
        Assert.True(run.Results.Count > before);
        Assert.DoesNotContain("\"name\":\"windows\"", run.Manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_windows_of_another_definition_are_refused()
    {
        var run = new WindowRun(Shape, TimeSpan.Zero).Start(1).Send(Click(1, 7)).Checkpoint().Crash();
        var changed = new WindowRun(new WindowShape.Sliding(20 * Second, 5 * Second), TimeSpan.Zero, run.World);
        var fault = Assert.ThrowsAny<Exception>(() => changed.Start(1));
        Assert.Contains(
            "Open windows of 'window' in the checkpoint are 'sliding 10s every 5s', and the pipeline now specifies 'sliding 20s every 5s'", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Incompatible_durations_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindows(Second, 2 * Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindows(Second, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindows(2 * Second, Second, offset: Second));
        var wrong = Assert.Throws<ArgumentException>(() => new SlidingWindows(TimeSpan.FromHours(1), TimeSpan.FromMilliseconds(7)));
        Assert.Contains("Windows of 1h every 7ms would have 3600000 slices of 1ms each, and at most 10000 are supported", wrong.Message, StringComparison.Ordinal);
    }

    private static Click Click(int number, int seconds, string user = "ann") => ClickInput.Click(number, seconds, user);
}
