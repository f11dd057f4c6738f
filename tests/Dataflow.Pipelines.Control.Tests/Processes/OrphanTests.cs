using System.Diagnostics;
using System.Globalization;
using Dataflow.Pipelines.Control.Processes.Orphans;

namespace Dataflow.Pipelines.Control.Tests.Processes;

public sealed class OrphanTests
{
    [Fact]
    public async Task The_process_of_a_host_that_was_killed_is_found_and_ended()
    {
        using var test = new TestProcess();
        var pids = await OrphanAsync(test);
        Assert.All(pids, static pid => Assert.NotNull(ProcessIdentity.StartOf(pid)));

        var ended = await Reaper(test).EndAsync(null, CancellationToken.None).WaitAsync(TestProcess.Patience, TimeProvider.System);

        Assert.Equal((OrphanParent.Key, pids[0]), (Assert.Single(ended).Key, ended[0].Id));
        Assert.All(pids, static pid => Assert.Null(ProcessIdentity.StartOf(pid)));
        Assert.Empty(Directory.GetFiles(test.State));
        Assert.False(Directory.Exists(Path.GetDirectoryName(ended[0].ResultFile)));
    }

    [Fact]
    public async Task An_orphan_that_was_killed_before_its_id_was_recorded_is_found_by_its_environment()
    {
        using var test = new TestProcess();
        var pids = await OrphanAsync(test);
        var records = new ProcessRecords(test.State);
        var (path, record) = Assert.Single(records.All());
        records.Write(path, record! with { Id = 0, Start = 0 });

        await Reaper(test).EndAsync(OrphanParent.Key, CancellationToken.None);

        Assert.All(pids, static pid => Assert.Null(ProcessIdentity.StartOf(pid)));
    }

    [Fact]
    public async Task What_an_orphan_has_left_in_its_group_is_found_after_its_own_end()
    {
        using var test = new TestProcess();
        var pids = await OrphanAsync(test);
        using (var leader = Process.GetProcessById(pids[0]))
        {
            leader.Kill();
            await UntilAsync("the end of the leader", () => ProcessIdentity.StartOf(pids[0]) is null);
        }

        await Reaper(test).EndAsync(OrphanParent.Key, CancellationToken.None);

        Assert.All(pids, static pid => Assert.Null(ProcessIdentity.StartOf(pid)));
    }

    [Fact]
    public async Task The_next_attempt_ends_the_orphan_of_the_one_before()
    {
        using var test = new TestProcess();
        var records = new ProcessRecords(test.State);
        var pids = await OrphanAsync(test);
        var (path, record) = Assert.Single(records.All());
        records.Write(path, record! with { Key = test.Run.Key });

        await test.ShellAsync("true");

        Assert.All(pids, static pid => Assert.Null(ProcessIdentity.StartOf(pid)));
        Assert.Empty(records.All());
    }

    [Theory]
    [InlineData("another start time")]
    [InlineData("another boot")]
    public async Task A_process_that_has_the_id_of_a_recorded_one_is_not_killed(string difference)
    {
        using var test = new TestProcess();
        using var bystander = Process.Start("sleep", ["1000"]);
        try
        {
            var records = new ProcessRecords(test.State);
            var start = ProcessIdentity.StartOf(bystander.Id)!.Value;
            var record = new ProcessRecord { Key = "run-1/train", ResultFile = "/tmp/result", Id = bystander.Id, Start = start, Boot = ProcessIdentity.Boot() };
            records.Write(records.PathOf(test.Run), difference == "another boot" ? record with { Boot = "another" } : record with { Start = start - 1 });

            var ended = await Reaper(test).EndAsync(null, CancellationToken.None);

            Assert.Empty(ended);
            Assert.False(bystander.HasExited);
            Assert.Empty(records.All());
        }
        finally
        {
            bystander.Kill();
        }
    }

    [Fact]
    public async Task A_damaged_record_is_removed_and_a_record_of_another_execution_is_kept()
    {
        using var test = new TestProcess();
        var records = new ProcessRecords(test.State);
        records.Write(records.PathOf(test.Run), new ProcessRecord { Key = "other", ResultFile = "" });
        await File.WriteAllTextAsync(Path.Combine(test.State, "x.1.process.json"), "{\"key\":");

        await Reaper(test).EndAsync("mine", CancellationToken.None);

        Assert.Equal("other", Assert.Single(records.All()).Record!.Key);
    }

    private static OrphanReaper Reaper(TestProcess test) => new(new ProcessRecords(test.State), TimeProvider.System);

    // Starts a host whose node runs a process, and kills the host. Returns the ids of the process and of its child.
    private static async Task<int[]> OrphanAsync(TestProcess test)
    {
        var ready = Path.Combine(test.Folder, "ready");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [OrphanParent.Argument])
        {
            Environment = { [OrphanParent.StateFolder] = test.State, [OrphanParent.ReadyFile] = ready },
            RedirectStandardOutput = true,
        };
        using var parent = Process.Start(start)!;
        var output = parent.StandardOutput.ReadToEndAsync();
        try
        {
            await UntilAsync("the process", () => File.Exists(ready) || parent.HasExited);
            await UntilAsync("its record", () => new ProcessRecords(test.State).All() is [{ Record.Id: > 0 }] || parent.HasExited);
        }
        finally
        {
            parent.Kill();
        }

        await parent.WaitForExitAsync();
        Assert.True(File.Exists(ready), await output);
        return [.. (await File.ReadAllTextAsync(ready)).Split(' ').Select(static id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    private static async Task UntilAsync(string expected, Func<bool> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TestProcess.Patience, $"After {TestProcess.Patience.TotalSeconds} s, expected: {expected}.");
            await ticks.WaitForNextTickAsync();
        }
    }
}
