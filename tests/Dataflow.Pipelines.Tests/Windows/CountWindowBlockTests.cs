using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Windows;

public sealed class CountWindowBlockTests
{
    [Fact]
    public void A_window_that_is_not_full_at_the_end_of_the_data_stays_in_the_checkpoint_and_continues()
    {
        var run = new WindowRun(new WindowShape.Counted(3), TimeSpan.Zero).Start(2);
        run.Send(ClickInput.Click(1, 0), ClickInput.Click(2, 1), ClickInput.Click(3, 2, "bob")).Drain().ExpectModel();
        Assert.Empty(run.Results);
        run.Start(3).Send(ClickInput.Click(4, 9), ClickInput.Click(5, 5, "bob")).Drain().ExpectModel();
        Assert.Equal(["ann"], run.Results.Select(static r => r.User));
    }
}
