using System.Globalization;
using Dataflow.Pipelines.Control.Processes;
using Dataflow.Pipelines.Control.Processes.Orphans;

namespace Dataflow.Pipelines.Control.Tests.Processes;

public sealed class ProcessGroupTests
{
    [Fact]
    public async Task A_process_may_clean_up_after_SIGTERM()
    {
        using var process = new TestProcess();
        using var stop = new CancellationTokenSource();
        var end = process.ShellAsync("trap 'echo cleaned; exit 0' TERM; echo ready; while :; do sleep 0.05; done", stop.Token);
        await process.LineAsync(static line => line == "ready");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        Assert.Contains("cleaned", process.Lines(ProcessStream.Output));
        Assert.Empty(Directory.GetFiles(process.State));
    }

    [Fact]
    public async Task A_process_that_ignores_SIGTERM_is_killed_with_all_that_it_has_started()
    {
        using var process = new TestProcess { Grace = TimeSpan.FromMilliseconds(300) };
        using var stop = new CancellationTokenSource();
        var end = process.ShellAsync("trap '' TERM; sleep 1000 & echo \"pid $!\"; (sleep 1000 & echo \"pid $!\"; wait) & wait; while :; do sleep 1000; done", stop.Token);
        await process.LineAsync(_ => process.Lines(ProcessStream.Output).Count == 2);
        Assert.All(Pids(process), static pid => Assert.NotNull(ProcessIdentity.StartOf(pid)));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        Assert.All(Pids(process), static pid => Assert.Null(ProcessIdentity.StartOf(pid)));
        Assert.Empty(Directory.GetFiles(process.State));
    }

    [Fact]
    public async Task A_process_in_the_group_gets_the_grace_period_when_its_leader_ends_at_once()
    {
        using var process = new TestProcess();
        using var stop = new CancellationTokenSource();
        var end = process.ShellAsync("(trap 'sleep 0.3; echo cleaned; exit' TERM; echo ready; while :; do sleep 0.05; done) & wait", stop.Token);
        await process.LineAsync(static line => line == "ready");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        Assert.Contains("cleaned", process.Lines(ProcessStream.Output));
    }

    [Fact]
    public async Task A_process_that_is_left_behind_is_ended_and_does_not_hold_the_node()
    {
        using var process = new TestProcess { HasRecord = true };

        var record = await process.ShellAsync("sleep 1000 & echo \"pid $!\"; echo '{}' > \"$DATAFLOW_RESULT_FILE\"");

        Assert.Equal("{}", record);
        Assert.All(Pids(process), static pid => Assert.Null(ProcessIdentity.StartOf(pid)));
        Assert.Contains("were ended", Assert.Single(process.Lines(ProcessStream.Runner)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_is_left_behind_and_ignores_SIGTERM_is_killed()
    {
        using var process = new TestProcess { Grace = TimeSpan.FromMilliseconds(300) };

        await process.ShellAsync("trap '' TERM; sleep 1000 & echo \"pid $!\"");

        Assert.Null(ProcessIdentity.StartOf(Assert.Single(Pids(process))));
        Assert.Contains("were ended", Assert.Single(process.Lines(ProcessStream.Runner)), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(process.State));
    }

    [Fact]
    public async Task A_process_that_has_left_the_group_goes_on_and_does_not_hold_the_node()
    {
        using var process = new TestProcess();

        await process.ShellAsync("setsid sleep 1000 & p=$!; while [ \"$(ps -o sid= -p $p | tr -d ' ')\" != $p ]; do sleep 0.05; done; echo \"pid $p\"");

        var pid = Assert.Single(Pids(process));
        var start = ProcessIdentity.StartOf(pid);
        using var left = System.Diagnostics.Process.GetProcessById(pid);
        left.Kill();
        Assert.NotNull(start);
    }

    [Fact]
    public async Task An_attempt_that_was_cancelled_before_starts_nothing()
    {
        using var process = new TestProcess();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => process.ShellAsync("echo started", new CancellationToken(canceled: true)));

        Assert.Empty(process.Lines(ProcessStream.Output));
    }

    private static IEnumerable<int> Pids(TestProcess process) =>
        process.Lines(ProcessStream.Output).Where(static line => line.StartsWith("pid ", StringComparison.Ordinal)).Select(static line => int.Parse(line[4..], CultureInfo.InvariantCulture));
}
