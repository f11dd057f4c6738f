using Samples;

namespace Dataflow.Pipelines.Control.Testing.Tests;

/// <summary>The sample, with all of its nodes replaced: no database, no file and no program is used.</summary>
public sealed class NightlyReportTests
{
    private const string Editor = "editor@example.com";
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<string> _done = [];
    private double _share = 0.99;

    [Fact]
    public async Task The_schedule_opens_a_run_that_ends_with_an_archive()
    {
        await using var test = await StartAsync();
        Assert.Empty(test.Runs);
        await test.AdvanceAsync(TimeSpan.FromHours(1));

        var run = Assert.Single(test.Runs);
        Assert.Equal((RunStatus.Completed, "20260301T010000Z", RunCauseKind.Cron), (run.Status, run.Id, run.Cause.Kind));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.FromHours(1)), run.LogicalTime);
        Assert.Equal(new Sales("2026-02-28", 100, 12.5m, "tea"), run.Output<Sales>(nameof(NightlyReport.Total)));
        Assert.Equal(new Published("2026-02-28", "2026-02-28.txt"), run.Output<Published>("publish"));
        Assert.Equal(ExecutionStatus.Registered, run.StatusOf("review"));
        Assert.Equal("archive 2026-02-28", _done[^1]);
        Assert.Equal(
            ["collect.started", "collect.running", "collect.completed"],
            test.Events.Where(published => published.Run == run.Id).Select(static published => published.Name).Take(3));
        Assert.Equal("archive.completed", test.Events[^1].Name);
        Assert.Equal("pipeline.started", test.Events[0].Name);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero), await test.AdvanceToNextFiringAsync());
        Assert.Equal(2, test.Runs.Count);
    }

    [Fact]
    public async Task A_run_is_readable()
    {
        await using var test = await StartAsync();
        test.FailNext("collect");
        await test.AdvanceAsync(TimeSpan.FromHours(2));

        var text = test.Runs[0].ToString();
        Assert.StartsWith("run 20260301T010000Z of nightly_report: completed, opened by cron:0 2 * * *", text, StringComparison.Ordinal);
        Assert.Contains("\n  collect: completed, attempts 2, started by cron:0 2 * * *", text, StringComparison.Ordinal);
        Assert.Contains("\n    attempt 1 failed at 2026-03-01T01:00:00+00:00: a failure that the test has injected\n    output {\"day\":\"2026-02-28\",\"orders\":120}\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n  not executed: review, hold", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_doubtful_report_is_published_where_the_editor_approves()
    {
        await using var test = await StartDoubtfulAsync();
        var run = test.Runs.Single();
        var asked = Assert.Single(run.Approvals);
        Assert.Equal(("Publish the report of 2026-02-28?", ApprovalStatus.Open), (asked.Title, asked.Status));
        Assert.Equal("80 of 120 orders are usable. Their amount is 12.5 EUR.", asked.Text);
        Assert.Equal([Editor], asked.Approvers);
        Assert.Equal("log", Assert.Single(test.Notifications).Channel);

        var refused = await Assert.ThrowsAsync<CommandException>(() => test.ApproveAsync(run, "review", "nobody"));
        Assert.Contains("'nobody' may not decide 'review'", refused.Message, StringComparison.Ordinal);
        Assert.Equal("approved", await test.ApproveAsync(run, nameof(NightlyReport.Review), Editor, "fine"));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal((Editor, "fine"), (test.Approvals[0].DecidedBy, test.Approvals[0].Comment));
        Assert.Equal(ExecutionStatus.Completed, run.StatusOf("archive"));
        Assert.Contains(test.Audit, static entry => entry is { Action: "APPROVE", Who: Editor, Node: "review", Why: "fine" });
        Assert.Contains("asks editor@example.com: Publish the report of 2026-02-28?", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_report_is_held_back_with_an_alert()
    {
        await using var test = await StartDoubtfulAsync();
        var run = test.Runs.Single();
        Assert.Equal("rejected", await test.RejectAsync(run, "review", Editor, "too few"));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal("hold", _done[^1]);
        Assert.Null(run.Find("publish"));
        var alert = Assert.Single(test.Alerts);
        Assert.Equal(("hold", true, "log"), (alert.Node, alert.IsOccurrence, alert.Channel));
        Assert.Equal("The report of 2026-02-28 was held back by editor@example.com: too few", alert.Message);
        Assert.Contains(test.Notifications, static sent => sent.Content.Message.Contains("held back by editor@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_answers()
    {
        await using var test = await StartDoubtfulAsync();
        await test.AdvanceAsync(TimeSpan.FromHours(8));

        Assert.Equal((ApprovalStatus.Rejected, "timeout"), (test.Approvals[0].Status, test.Approvals[0].DecidedBy));
        Assert.Equal("hold", _done[^1]);
    }

    [Fact]
    public async Task Failures_are_retried_and_a_person_retries_what_has_failed_for_good()
    {
        await using var test = await StartAsync();
        test.FailNext("collect", 3, new InvalidOperationException("the shop is closed"));
        await test.AdvanceAsync(TimeSpan.FromHours(2));

        var run = test.Runs.Single();
        Assert.Equal((RunStatus.Failed, ExecutionStatus.Dead, 3), (run.Status, run.StatusOf("collect"), run.Execution("collect").Attempts));
        Assert.Equal("the shop is closed", run.Execution("collect").Error);
        Assert.Equal([10, 20], run.Execution("collect").Failures.Zip(run.Execution("collect").Failures.Skip(1), static (first, second) => (int)(second.At - first.At).TotalSeconds));
        Assert.Contains("collect", run.Reason, StringComparison.Ordinal);

        await test.RetryAsync(run, "collect", "it is open again");
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(2, run.Executions.Count(static execution => execution.Node == "collect"));
    }

    [Fact]
    public async Task An_attempt_that_hangs_exceeds_its_timeout()
    {
        await using var test = await StartAsync();
        test.HangNext("archive");
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        var run = test.Runs.Single();
        Assert.Equal(ExecutionStatus.Running, run.StatusOf("archive"));

        await test.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("the attempt exceeded its timeout of 1m", run.Execution("archive").Error);
        Assert.Equal((RunStatus.Completed, 2), (run.Status, run.Execution("archive").Attempts));
    }

    [Fact]
    public async Task An_event_is_taken_once()
    {
        await using var test = await StartAsync();
        Assert.True(await test.PublishAsync("orders.complete", """{"by":"shop"}""", "2026-02-28"));
        Assert.False(await test.PublishAsync("orders.complete", """{"by":"shop"}""", "2026-02-28"));

        var run = Assert.Single(test.Runs);
        Assert.Equal((RunCauseKind.Event, """{"by":"shop"}"""), (run.Cause.Kind, run.Payload));
        var taken = Assert.Single(test.Events, static published => published.Name == "orders.complete");
        Assert.Equal(("2026-02-28", """{"by":"shop"}"""), (taken.Key, taken.Payload));
        Assert.True(await test.PublishAsync("orders.complete"));
        Assert.Equal(2, test.Runs.Count);
    }

    [Fact]
    public async Task People_start_pause_skip_complete_and_cancel()
    {
        await using var test = await StartAsync();
        await test.PauseAsync("maintenance");
        var run = await test.StartRunAsync(Midnight.AddDays(-9), new Dictionary<string, string> { ["editor"] = "a@b" });
        Assert.Equal((RunStatus.Running, ExecutionStatus.Scheduled, Midnight.AddDays(-9)), (run.Status, run.StatusOf("collect"), run.LogicalTime));
        Assert.Equal("a@b", run.Parameters["editor"]);
        test.FailNext("check", 3);
        await test.ResumeAsync();
        await test.SkipAsync(run, "archive", "no disk");
        await test.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(RunStatus.Failed, run.Status);
        var other = await test.StartRunAsync(nodes: nameof(NightlyReport.Collect));
        Assert.Equal(RunStatus.Completed, other.Status);

        test.HangNext("collect");
        var third = await test.StartRunAsync();
        await test.CancelAsync(third, "wrong day");
        Assert.Equal((RunStatus.Cancelled, ExecutionStatus.Cancelled), (third.Status, third.StatusOf("collect")));
        Assert.Equal(["START", "PAUSE", "RESUME", "SKIP", "CANCEL_RUN"], test.Audit.Select(static entry => entry.Action));
        Assert.Equal("maintenance", test.Audit[1].Why);
    }

    [Fact]
    public async Task A_person_completes_what_has_failed_while_another_node_waits()
    {
        var sold = new TaskCompletionSource<Sales>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var test = await StartAsync(configure: options => options.LetWait("total").Replace("total", _ => sold.Task));
        test.FailNext("check", 3);
        await test.AdvanceAsync(TimeSpan.FromHours(2));
        var run = test.Runs.Single();
        Assert.Equal((RunStatus.Running, ExecutionStatus.Running, ExecutionStatus.Dead), (run.Status, run.StatusOf("total"), run.StatusOf("check")));

        await test.CompleteAsync(run, "check", new Quality("2026-02-28", 119, 0.99), "counted by hand");
        Assert.Equal(("test", 119), (run.Execution("check").EndedBy, run.Output<Quality>("check").Usable));
        sold.SetResult(new Sales("2026-02-28", 119, 7m, "milk"));
        await test.AdvanceAsync(TimeSpan.Zero);

        Assert.Equal((RunStatus.Completed, ExecutionStatus.Completed), (run.Status, run.StatusOf("archive")));
        var refused = await Assert.ThrowsAsync<CommandException>(() => test.CompleteAsync(run, "check"));
        Assert.Contains("has no open run", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run()
    {
        var texts = new List<string>();
        foreach (var seed in new[] { 7, 7 })
        {
            _done.Clear();
            await using var test = await StartAsync(seed);
            test.FailNext("total");
            await test.AdvanceAsync(TimeSpan.FromHours(30));
            texts.Add(string.Join('\n', test.Events.Select(static published => published.ToString()).Append(test.ToString()).Concat(_done)));
        }

        Assert.Equal(texts[0], texts[1]);
        Assert.Contains("seed 7", texts[0], StringComparison.Ordinal);
    }

    private async Task<ControlTest> StartDoubtfulAsync()
    {
        _share = 0.8;
        var test = await StartAsync();
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        return test;
    }

    private Task<ControlTest> StartAsync(int seed = 1, Action<ControlTestOptions>? configure = null) => ControlTest.StartAsync(new NightlyReport(null!, null!), options =>
    {
        options.Seed = seed;
        options.StartAt(Midnight)
            .Replace(nameof(NightlyReport.Collect), static call => new Collected(call.Run.LogicalTime.AddDays(-1).ToString("yyyy-MM-dd", null), 120))
            .Replace("total", static call => new Sales(call.Output<Collected>("collect").Day, 100, 12.5m, "tea"))
            .Replace("check", call => new Quality(call.Output<Collected>("collect").Day, (long)(_share * 100), _share))
            .Replace("publish", static call => new Published(call.Output<Sales>("total").Day, call.Output<Sales>("total").Day + ".txt"))
            .Replace("archive", call => _done.Add("archive " + call.Output<Published>("publish").Day))
            .Replace("hold", _ => _done.Add("hold"));
        configure?.Invoke(options);
    });
}
