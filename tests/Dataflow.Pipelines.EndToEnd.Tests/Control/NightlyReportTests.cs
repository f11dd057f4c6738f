using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Control;

/// <summary>The sample with a control plane: its process, its command line, and its run store.</summary>
public sealed class NightlyReportTests : IDisposable
{
    private static readonly string[] Completed = ["archive COMPLETED 1", "check COMPLETED 1", "collect COMPLETED 1", "publish COMPLETED 1", "total COMPLETED 1"];

    private readonly TestDirectory _directory = new();

    private ReportPipeline Pipeline => new(_directory);

    [Fact]
    public async Task One_run_is_executed_and_kept()
    {
        await Pipeline.DoAsync("run", "--once");

        var run = Assert.Single(await Pipeline.RunsAsync());
        Assert.Equal(("COMPLETED", $"manual by {Environment.UserName}"), (run.Status, run.Cause));
        Assert.Equal(Completed, await Pipeline.ExecutionsAsync(run.Id));
        Assert.Equal([".tar.gz", ".txt"], Directory.GetFiles(_directory["reports"]).Select(static file => Path.GetFileName(file)["2026-01-01".Length..]).Order());
        Assert.Matches(@"^run +status +logical time .*\n.*COMPLETED(.|\n)*node +status(.|\n)*publish +COMPLETED", await Pipeline.DoAsync("runs", "show", run.Id));
    }

    [Fact]
    public async Task A_poor_day_is_held_back_where_the_editor_rejects_it()
    {
        await using var program = Pipeline.Start("run", "--once", "--least-quality", "1.5");
        var run = await ReviewAsync(program);
        Assert.Contains("'nobody' may not decide 'review'", await Pipeline.RefuseAsync(1, "approvals", "reject", run, "review", "--as", "nobody"), StringComparison.Ordinal);
        Assert.Equal("rejected", await Pipeline.DoAsync("approvals", "reject", run, "review", "--as", "editor@example.com", "--comment", "too few"));

        Assert.True(await program.ExitAsync() == 0, program.Story);
        Assert.Equal(["check COMPLETED 1", "collect COMPLETED 1", "hold COMPLETED 1", "review COMPLETED 1", "total COMPLETED 1"], await Pipeline.ExecutionsAsync(run));
        Assert.EndsWith("held back: too few\n", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_directory["reports/held"]))), StringComparison.Ordinal);
        Assert.Contains(program.Errors, static line => line.Contains("was held back by editor@example.com: too few", StringComparison.Ordinal));
        Assert.Matches("review +REJECTED +.*editor@example.com", await Pipeline.DoAsync("approvals", "list"));
    }

    [Fact]
    public async Task An_open_approval_survives_a_SIGKILL()
    {
        string run;
        await using (var killed = Pipeline.Start("run", "--once", "--least-quality", "1.5"))
        {
            run = await ReviewAsync(killed);
            await killed.KillAsync();
        }

        Assert.Matches($"{run} +review +OPEN +", await Pipeline.DoAsync("approvals", "list", "--open"));
        await using var program = Pipeline.Start("run", "--once", "--least-quality", "1.5");
        Assert.Equal("approved", await Pipeline.DoAsync("approvals", "approve", run, "review", "--as", "editor@example.com"));

        Assert.True(await program.ExitAsync() == 0, program.Story);
        Assert.Equal(
            ["archive COMPLETED 1", "check COMPLETED 1", "collect COMPLETED 1", "publish COMPLETED 1", "review COMPLETED 1", "total COMPLETED 1"], await Pipeline.ExecutionsAsync(run));
        Assert.Single(await Pipeline.RunsAsync());
    }

    [Fact]
    public async Task An_instance_takes_events_and_commands_and_ends_with_0()
    {
        await using var program = Pipeline.Start();
        await program.LineAsync("the start", static line => line.EndsWith($"Started by {Environment.UserName}.", StringComparison.Ordinal));

        Assert.Equal("published", await Pipeline.DoAsync("events", "publish", "orders.complete", "--key", "monday"));
        var first = await Pipeline.RunAsync("COMPLETED");
        Assert.Equal("event:orders.complete", first.Cause);
        Assert.Equal("An event with this key was published before.", await Pipeline.DoAsync("events", "publish", "orders.complete", "--key", "monday"));

        Assert.Equal("paused", await Pipeline.DoAsync("pause", "--why", "inventory"));
        var second = await Pipeline.DoAsync("runs", "start", "--logical-time", "2026-03-02T02:00:00+01:00");
        Assert.Contains("collect SCHEDULED 0", await Pipeline.ExecutionsAsync(second));
        Assert.Equal("resumed", await Pipeline.DoAsync("resume"));
        Assert.Equal(second, (await Pipeline.RunAsync("COMPLETED")).Id);
        Assert.True(File.Exists(_directory["reports/2026-03-01.txt"]));
        Assert.Equal([second, first.Id], (await Pipeline.RunsAsync()).Select(static run => run.Id));

        program.Terminate();
        Assert.True(await program.ExitAsync() == 0, program.Story);
    }

    [Fact]
    public async Task A_failed_run_ends_with_1_and_is_retried_from_the_failed_node()
    {
        // In place of the folder.
        await File.WriteAllTextAsync(_directory["reports"], "");
        Assert.Matches("^nightly_report: run [0-9A-Z]+-1 is failed: .*publish.*reports", await Pipeline.RefuseAsync(1, "run", "--once"));
        var run = (await Pipeline.RunsAsync())[0];
        Assert.Equal("FAILED", run.Status);
        File.Delete(_directory["reports"]);

        await using var program = Pipeline.Start();
        Assert.Equal(run.Id, await Pipeline.DoAsync("runs", "retry", run.Id, "publish", "--why", "the folder is there"));
        Assert.Equal(run.Id, (await Pipeline.RunAsync("COMPLETED")).Id);
        Assert.Single(Directory.GetFiles(_directory["reports"], "*.txt"));
        Assert.Matches("retry.* publish by .*: the folder is there", await Pipeline.DoAsync("runs", "show", run.Id));
    }

    [Fact]
    public async Task The_schedule_is_shown_as_it_fires()
    {
        var next = await Pipeline.DoAsync("schedule", "next", "--from", "2026-10-23T12:00:00Z", "--count", "3");
        Assert.Equal(
            ["2026-10-24T02:00:00+02:00", "2026-10-25T02:00:00+02:00", "2026-10-26T02:00:00+01:00"],
            next.Split('\n').Skip(1).Select(static line => line.Split(' ')[0]));
        Assert.Equal("2026-02-28T23:30:00+00:00", await Pipeline.DoAsync("schedule", "next", "--cron", "30 23 L * *", "--zone", "UTC", "--from", "2026-02-10T00:00:00Z", "--count", "1"));
    }

    [Theory]
    [InlineData("No pipeline declares the event 'order.complete'; did you mean 'orders.complete'?", "events", "publish", "order.complete")]
    [InlineData("--payload: ", "events", "publish", "orders.complete", "--payload", "{")]
    [InlineData("--set: 'nightly_report' has no input 'least_qualty'; did you mean 'least_quality'?", "runs", "start", "--set", "least_qualty=1")]
    [InlineData("--set is 'least_quality', which is no INPUT=VALUE.", "runs", "start", "--set", "least_quality")]
    [InlineData("--store names a PostgreSQL server: add the package Dataflow.Pipelines.Control.PostgreSql to the project.", "run", "--store", "Host=127.0.0.1;Password=secret")]
    [InlineData("--zone is 'Berlin', which is no time zone of this machine", "schedule", "next", "--cron", "@daily", "--zone", "Berlin")]
    [InlineData("'61' is", "schedule", "next", "--cron", "61 * * * *")]
    public async Task Wrong_usage_is_named_in_one_line(string expected, params string[] arguments)
    {
        var line = await Pipeline.RefuseAsync(2, arguments);

        Assert.StartsWith("nightly_report: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no run store '.dataflow/nightly_report/runs.db'", "runs", "list")]
    [InlineData("There is no run store '.dataflow/nightly_report/runs.db'", "runs", "show", "20260301T010000Z-1")]
    public async Task What_is_not_there_is_named_in_one_line(string expected, params string[] arguments)
    {
        var line = await Pipeline.RefuseAsync(1, arguments);

        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory[".dataflow"]));
    }

    [Fact]
    public async Task A_run_that_does_not_exist_is_named_with_the_nearest()
    {
        await Pipeline.DoAsync("run", "--once");
        var run = (await Pipeline.RunsAsync())[0].Id;

        Assert.Equal($"nightly_report: 'nightly_report' has no run '{run}0'; did you mean '{run}'?", await Pipeline.RefuseAsync(1, "runs", "show", run + "0"));
    }

    public void Dispose() => _directory.Dispose();

    // The id of the run whose report waits for the editor.
    private static async Task<string> ReviewAsync(RunningProgram program)
    {
        const string Waits = "/review waits for a decision of editor@example.com: ";
        var line = await program.LineAsync("a review", static line => line.Contains(Waits, StringComparison.Ordinal));
        return line[..line.IndexOf(Waits, StringComparison.Ordinal)].Split(' ')[^1];
    }
}
