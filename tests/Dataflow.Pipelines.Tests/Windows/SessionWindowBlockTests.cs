using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Windows;

public sealed class SessionWindowBlockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Records_in_time_give_the_sessions_of_the_sorted_input_in_any_order_of_arrival() => Seeds.Run(1, 20, static seed =>
    {
        var random = new Random(seed);
        var shape = new WindowShape.Sessions(random.Next(1, 6) * Second);
        var outOfOrder = random.Next(1, 20);
        var run = new WindowRun(shape, outOfOrder * Second).Start(random.Next(1, 5), seed);
        for (var i = 0; i < 400; i += 20)
        {
            run.Send([.. Enumerable.Range(i, 20).Select(n => ClickInput.Click(n, n - random.Next(outOfOrder), $"user {random.Next(4)}"))]);
        }

        run.Drain().ExpectModel();
        Assert.Empty(run.World.Late.Rows);
        Assert.Equal(WindowRun.Sorted(shape.Cut(run.Clicks)), WindowRun.Sorted(run.Results));
    });

    [Fact]
    public void A_record_exactly_a_gap_after_the_last_belongs_to_the_session_although_the_watermark_is_at_its_end()
    {
        var run = new WindowRun(new WindowShape.Sessions(10 * Second), TimeSpan.Zero).Start(1);
        run.Send(ClickInput.Click(1, 0)).Send(ClickInput.Click(2, 10, "bob")).Send(ClickInput.Click(3, 10)).Drain().ExpectModel();
        Assert.Equal(["120000-120020/ann/2/2", "120010-120020/bob/1/1"], run.Results.Select(static r => r.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_record_that_would_be_late_alone_is_accepted_by_an_open_session()
    {
        var run = new WindowRun(new WindowShape.Sessions(10 * Second), TimeSpan.Zero).Start(1);
        run.Send(ClickInput.Click(1, 20)).Send(ClickInput.Click(2, 25)).Send(ClickInput.Click(3, 12)).Send(ClickInput.Click(4, 1)).Drain().ExpectModel();
        Assert.Equal(["120012-120035/ann/3/3"], run.Results.Select(static r => r.Id));
        Assert.Equal(["4"], run.World.Late.Rows.Select(static r => r.Id));
    }

    // The checkpoint contains the time at which a session is due, which includes the allowed lateness of the earlier start.
    [Theory]
    [InlineData(60, 0)]
    [InlineData(0, 60)]
    public void Allowed_lateness_may_change_at_a_restart(int before, int after)
    {
        var gap = TimeSpan.FromSeconds(10);
        var run = new WindowRun(new WindowShape.Sessions(gap) { AllowedLateness = TimeSpan.FromMinutes(before) }, TimeSpan.Zero).Start(1);
        run.Send(ClickInput.Click(1, 0)).Checkpoint().Crash();
        var again = new WindowRun(new WindowShape.Sessions(gap) { AllowedLateness = TimeSpan.FromMinutes(after) }, TimeSpan.Zero, run.World).Start(1);
        again.Send(ClickInput.Click(2, 60, "bob")).Send(ClickInput.Click(3, 120, "bob")).Checkpoint();
        Assert.Equal(after == 0, again.Results.Any(static r => r.Id.Contains("ann", StringComparison.Ordinal)));
    }
}
