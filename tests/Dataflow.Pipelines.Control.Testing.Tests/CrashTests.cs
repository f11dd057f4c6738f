using System.Globalization;
using Dataflow.Pipelines.Control.Testing.Tests.Pipelines;
using Microsoft.Data.Sqlite;
using Samples;

namespace Dataflow.Pipelines.Control.Testing.Tests;

/// <summary>Hosts that are killed.</summary>
public sealed class CrashTests : IDisposable
{
    private const string Editor = "editor@example.com";
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test ").FullName;
    private int _shops;

    /// <summary>The whole scenario of the sample with its real tasks and statements, in SQLite: each crash gives the same rows and the same report.</summary>
    /// <param name="seed">Of the order of tasks.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_crash_changes_a_report(int seed)
    {
        var report = await CrashTest.RunAsync(
            CreateReport,
            static async test =>
            {
                await test.AdvanceAsync(TimeSpan.FromHours(1));
                await test.AdvanceUntilAsync(() => test.Approvals.Any(static asked => asked.Status == ApprovalStatus.Open), TimeSpan.FromHours(1));
                Assert.Equal("approved", await test.ApproveAsync(test.Runs.Single(), "review", Editor));
                await test.AdvanceUntilAsync(() => test.Runs[0].EndedAt is not null, TimeSpan.FromHours(1));
            },
            options =>
            {
                options.Seed = seed;
                options.StartAt(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)).Replace("archive", static _ => { });
            },
            test => $"{string.Join(' ', Directory.GetFiles(Reports, "*", SearchOption.AllDirectories).Select(Path.GetFileName))} {Query("SELECT COUNT(*), SUM(cents) FROM orders")} {test.Notifications.Count}");

        Assert.True(report.Crashes > 20, report.ToString());
        Assert.Contains("publish#1: Completed", report.Expected, StringComparison.Ordinal);
        Assert.Contains("2026-02-28.txt", report.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_a_crash_changes_is_reported_with_the_crash()
    {
        // It has no retry.
        var fault = await Assert.ThrowsAsync<ControlTestException>(() => CrashTest.RunAsync(
            static () => new Waits(new TestClock(DateTimeOffset.UnixEpoch)),
            static test => test.StartRunAsync(nodes: "once")));

        Assert.StartsWith("The result with a crash after append ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("once#1: Dead", fault.Message, StringComparison.Ordinal);

        Assert.Contains("(seed 1)", fault.Message, StringComparison.Ordinal);

        // The line repeats it.
        var only = new CrashPoint(int.Parse(fault.Message.Split("new CrashPoint(")[1].Split(',')[0], CultureInfo.InvariantCulture), IsAfter: true);
        Assert.Contains(FormattableString.Invariant($"new CrashPoint({only.Append}, IsAfter: true)"), fault.Message, StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<ControlTestException>(() => CrashTest.RunAsync(
            static () => new Waits(new TestClock(DateTimeOffset.UnixEpoch)), static test => test.StartRunAsync(nodes: "once"), only: only));
        Assert.Equal(fault.Message, again.Message);
    }

    [Fact]
    public async Task What_a_killed_attempt_waits_for_never_happens()
    {
        var pipeline = new Waits(new TestClock(DateTimeOffset.UnixEpoch));
        await using var test = await ControlTest.StartAsync(pipeline, options => options.Clock = pipeline.Clock);
        var run = await test.StartRunAsync(nodes: "wait");
        Assert.Equal(ExecutionStatus.Running, run.StatusOf("wait"));
        await test.CrashAsync(TimeSpan.FromMinutes(30));

        Assert.Equal("the host was lost while the attempt ran", run.Execution("wait").Error);
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((ExecutionStatus.Running, 2), (run.StatusOf("wait"), run.Execution("wait").Attempts));
        await test.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(ExecutionStatus.Running, run.StatusOf("wait"));
        await test.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["wait 2"], pipeline.Done);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_host_is_killed_in_the_middle_of_a_step(bool isAfter, int attempts)
    {
        var pipeline = new Waits(new TestClock(DateTimeOffset.UnixEpoch));
        await using var test = await ControlTest.StartAsync(pipeline, options => options.Clock = pipeline.Clock);

        // The second append says that the attempt runs.
        test.CrashAtAppend(2, isAfter);
        var run = await test.StartRunAsync(nodes: "wait");
        await test.AdvanceAsync(TimeSpan.FromMinutes(61));

        Assert.Equal((RunStatus.Completed, attempts), (run.Status, run.Execution("wait").Attempts));
        Assert.Single(pipeline.Done);
    }

    [Fact]
    public async Task An_approval_is_still_open_after_a_crash()
    {
        await using var test = await ControlTest.StartAsync(CreateReport(), static options => options.StartAt(new DateTimeOffset(2026, 3, 1, 0, 59, 0, TimeSpan.Zero)).Replace("archive", static _ => { }));
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        await test.CrashAsync();
        await test.CrashAsync(TimeSpan.FromHours(1));
        Assert.Equal("approved", await test.ApproveAsync(test.Runs.Single(), "review", Editor));

        Assert.Equal(RunStatus.Completed, test.Runs[0].Status);
        Assert.Single(test.Notifications);
        Assert.Single(test.Audit, static entry => entry.Action == "START");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private string Database => Path.Combine(_folder, _shops.ToString(CultureInfo.InvariantCulture) + ".db");

    private string Reports => Path.Combine(_folder, "reports " + _shops.ToString(CultureInfo.InvariantCulture));

    private NightlyReport CreateReport()
    {
        _shops++;
        var connection = $"Data Source={Database};Pooling=False";
        return new NightlyReport(new Shop(connection), SqlDatabase.Sqlite(connection)) { Reports = Reports, LeastQuality = 1.5, Editor = Editor };
    }

    private string Query(string text)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        using var rows = command.ExecuteReader();
        Assert.True(rows.Read());
        return string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue));
    }
}
