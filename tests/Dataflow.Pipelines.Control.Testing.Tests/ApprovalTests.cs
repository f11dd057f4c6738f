using Dataflow.Pipelines.Control.Testing.Tests.Pipelines;

namespace Dataflow.Pipelines.Control.Testing.Tests;

/// <summary>Votes, forms, reminders and deadlines.</summary>
public sealed class ApprovalTests
{
    private readonly Rollouts _pipeline = new();

    [Fact]
    public async Task The_form_of_the_deciding_vote_reaches_the_next_node()
    {
        await using var test = await StartAsync();
        var run = test.Runs.Single();
        Assert.Equal(("Roll out 7", 2), (run.Approvals[0].Title, run.Approvals[0].Quorum));

        var missing = await Assert.ThrowsAsync<CommandException>(() => test.ApproveAsync(run, "review", "ml@example.com"));
        Assert.Contains("region", missing.Message, StringComparison.Ordinal);
        Assert.Equal("1 of 2 approvals", await test.ApproveAsync(run, "review", "ml@example.com", new Rollout(false, "eu", 0.5)));
        Assert.Equal("approved", await test.ApproveAsync(run, "review", "risk@example.com", new Rollout(false, "us", 0.25), "small"));

        Assert.Equal(["us 0.25 True"], _pipeline.Done);
        Assert.Equal("""{"region":"us","share":0.25}""", test.Approvals[0].Form);
        Assert.Equal(["ml@example.com", "risk@example.com"], test.Approvals[0].Votes.Select(static vote => vote.Who));
        Assert.Equal(RunStatus.Completed, run.Status);
    }

    [Fact]
    public async Task Reminders_an_escalation_and_the_deadline_come_with_time()
    {
        await using var test = await StartAsync();
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(1, test.Approvals[0].Reminders);
        var early = await Assert.ThrowsAsync<CommandException>(() => test.RejectAsync(test.Runs[0], "review", "lead@example.com"));
        Assert.Contains("it is escalated to them at", early.Message, StringComparison.Ordinal);

        await test.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(["ml@example.com", "risk@example.com", "lead@example.com"], test.Approvals[0].Approvers);
        Assert.Equal(test.Now, test.Approvals[0].EscalatedAt);
        Assert.All(test.Notifications, static sent => Assert.Equal("mail", sent.Channel));
        Assert.Equal(["opened", "reminder-1", "reminder-2", "escalated"], test.Notifications.Select(static sent => sent.Content.Id.Split(':')[^1]));

        await test.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal((ApprovalStatus.Approved, "timeout"), (test.Approvals[0].Status, test.Approvals[0].DecidedBy));
    }

    [Fact]
    public async Task A_form_of_another_record_is_an_error()
    {
        await using var test = await StartAsync();
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => test.ApproveAsync(test.Runs[0], "review", "ml@example.com", new Number(1)));
        Assert.Equal("The form of 'review' of pipeline 'rollouts' is Rollout, not Number.", fault.Message);
    }

    private async Task<ControlTest> StartAsync()
    {
        var test = await ControlTest.StartAsync(_pipeline);
        Assert.True(await test.PublishAsync("model.trained", """{"version":"7"}"""));
        return test;
    }
}
