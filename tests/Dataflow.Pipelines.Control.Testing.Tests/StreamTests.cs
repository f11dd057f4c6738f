using Dataflow.Pipelines.Control.Testing.Tests.Pipelines;

namespace Dataflow.Pipelines.Control.Testing.Tests;

/// <summary>Stream nodes: their jobs do not run, and the test reports their life.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_follows_the_health_of_its_source()
    {
        await using var test = await ControlTest.StartAsync(new Guarded());
        Assert.False(test.Stream("clean").IsJobRunning);
        await test.SetHealthAsync(nameof(Guarded.Numbers), isHealthy: true);
        Assert.True(test.Stream(nameof(Guarded.Clean)).IsJobRunning);
        Assert.Equal((ExecutionStatus.Running, "healthy"), (test.Stream("clean").Status, test.Stream("numbers").Health));

        await test.SetHealthAsync("numbers", isHealthy: false, "no route");
        await test.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.False(test.Stream("clean").IsJobRunning);
        Assert.Equal(ExecutionStatus.Cancelled, test.Stream("clean").Status);
        Assert.Contains("clean.stopped", test.Events.Select(static published => published.Name));
        Assert.Contains("stream clean: cancelled", test.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_is_raised_repeated_and_resolved()
    {
        await using var test = await StartAsync();
        test.SetMetric("clean", "lag", 120_000);
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        var alert = Assert.Single(test.Alerts);
        Assert.Equal(("clean", true, "120000 records behind", Severity.Critical), (alert.Node, alert.IsOpen, alert.Message, alert.Severity));

        test.SetMetric("clean", "lag", 150_000);
        await test.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal((1, "150000 records behind"), (test.Alerts[0].Repeats, test.Alerts[0].Message));
        test.SetMetric("clean", "lag", 5);
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((false, test.Now), (test.Alerts[0].IsOpen, test.Alerts[0].ResolvedAt));
        Assert.Equal(["Firing", "Firing", "Resolved"], test.Notifications.Select(static sent => sent.Content.Status.ToString()));
        Assert.All(test.Notifications, static sent => Assert.Equal("pager", sent.Channel));
    }

    [Fact]
    public async Task A_silenced_alert_is_not_sent()
    {
        await using var test = await StartAsync();
        await test.SilenceAsync("clean", test.Now.AddHours(1), why: "known");
        test.SetMetric("clean", "lag", 120_000);
        await test.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.NotNull(Assert.Single(test.Alerts).SilencedUntil);
        Assert.Empty(test.Notifications);

        await test.UnsilenceAsync("clean");
        Assert.Single(test.Notifications);
    }

    [Fact]
    public async Task The_failure_of_a_job_starts_what_follows_it()
    {
        await using var test = await ControlTest.StartAsync(new Steady());
        await test.FailStreamAsync("clean", "a number is broken");

        var failed = test.Stream("clean").Executions[^1];
        Assert.Equal(ExecutionStatus.Dead, failed.Status);
        Assert.Contains("a number is broken", failed.Error, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Completed, Assert.Single(test.Runs).Status);
        var fault = await Assert.ThrowsAsync<ControlTestException>(() => test.EndStreamAsync("clean"));
        Assert.StartsWith("The job of 'clean' does not run, so that it cannot end", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_stop_and_start_and_the_data_ends()
    {
        await using var test = await ControlTest.StartAsync(new Steady());
        await test.StopStreamAsync("clean", "too expensive");
        Assert.False(test.Stream("clean").IsJobRunning);
        await test.StartStreamAsync("clean");
        Assert.True(test.Stream("clean").IsJobRunning);
        await test.RestartStreamAsync("clean");
        Assert.True(test.Stream("clean").IsJobRunning);
        await test.EndStreamAsync("numbers");

        Assert.Equal(ExecutionStatus.Completed, test.Stream("clean").Status);
        Assert.Equal(["START", "STOP", "START", "RESTART"], test.Audit.Select(static entry => entry.Action));
    }

    [Fact]
    public async Task A_failure_that_no_trigger_acts_on_would_end_the_host()
    {
        await using var test = await ControlTest.StartAsync(new Steady());
        Assert.Null(test.HostFault);
        await test.FailStreamAsync("numbers", "the tape is torn");

        Assert.Contains("the tape is torn", test.HostFault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_runs_again_after_a_crash()
    {
        await using var test = await StartAsync();
        await test.CrashAsync();

        Assert.True(test.Stream("clean").IsJobRunning);
        Assert.Equal("healthy", test.Stream("numbers").Health);
    }

    private static async Task<ControlTest> StartAsync()
    {
        var test = await ControlTest.StartAsync(new Guarded());
        await test.SetHealthAsync("numbers", isHealthy: true);
        Assert.True(test.Stream("clean").IsJobRunning);
        return test;
    }
}
