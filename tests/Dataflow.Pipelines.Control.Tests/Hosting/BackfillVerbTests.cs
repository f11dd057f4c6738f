using System.Text.Json;
using Dataflow.Pipelines.Control.Hosting.Verbs;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Tests.Shared.Servers;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>The verbs of backfills, against a host that runs.</summary>
public sealed class BackfillVerbTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backfill_is_planned_requested_listed_and_not_repeated(bool isPostgreSql)
    {
        using var host = HostStores.FeatureChain(await HostStores.CreateAsync(isPostgreSql, _folder, server), _folder);
        await host.StartAsync(Cancellation);
        string[] days = ["--from", "2025-07-01", "--to", "2025-07-04"];

        Assert.Equal("No backfills.\n", await Verbs.RunAsync<FeatureChain>(host, "runs", "backfills"));
        Assert.Equal(
            "2025-07-01 01:00:00Z\n2025-07-02 01:00:00Z\n2025-07-03 01:00:00Z\n3 runs of cron:0 3 * * *;tz=Europe/Berlin; 0 logical times have a run and are left out. Nothing is changed.\n",
            await Verbs.RunAsync<FeatureChain>(host, ["runs", "backfill", .. days, "--dry-run"]));
        Assert.Equal("No backfills.\n", await Verbs.RunAsync<FeatureChain>(host, "runs", "backfills"));

        var number = long.Parse(await Verbs.RunAsync<FeatureChain>(host, ["runs", "backfill", .. days, "--parallel", "2", "--parameter", "quality=0.5", "--why", "late data"]), System.Globalization.CultureInfo.InvariantCulture);
        await Verbs.WaitAsync<FeatureChain>(host, static output => output.Contains("COMPLETED", StringComparison.Ordinal), "runs", "backfills");
        using var listed = JsonDocument.Parse(await Verbs.RunAsync<FeatureChain>(host, "runs", "backfills", "--json"));
        var backfill = Assert.Single(listed.RootElement.EnumerateArray());
        Assert.Equal(
            (number, 3, 0, 0, 0, "late data"),
            (backfill.GetProperty("backfill").GetInt64(), backfill.GetProperty("done").GetInt32(), backfill.GetProperty("failed").GetInt32(), backfill.GetProperty("left").GetInt32(),
                backfill.GetProperty("left_out").GetInt32(), backfill.GetProperty("why").GetString()));
        using var runs = JsonDocument.Parse(await Verbs.RunAsync<FeatureChain>(host, "runs", "list", "--json"));
        string[] expected = ["20250701T010000Z", "20250702T010000Z", "20250703T010000Z"];
        Assert.Empty(expected.Except(runs.RootElement.EnumerateArray().Select(static run => run.GetProperty("run").GetString())));

        using var plan = JsonDocument.Parse(await Verbs.RunAsync<FeatureChain>(host, ["runs", "backfill", .. days, "--dry-run", "--json"]));
        Assert.Equal((0, 3), (plan.RootElement.GetProperty("runs").GetInt32(), plan.RootElement.GetProperty("left_out").GetInt32()));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_long_plan_is_its_first_lines_its_last_and_the_number()
    {
        using var host = HostStores.FeatureChain(await HostStores.CreateAsync(isPostgreSql: false, _folder, server), _folder);
        await host.StartAsync(Cancellation);
        var plan = (await Verbs.RunAsync<FeatureChain>(host, "runs", "backfill", "--from", "2024-01-01", "--to", "2025-01-01T00:00", "--dry-run")).Split('\n');
        Assert.Equal(["2024-01-20 02:00:00Z", "..", "2024-12-31 02:00:00Z", "366 runs of cron:0 3 * * *;tz=Europe/Berlin; 0 logical times have a run and are left out. Nothing is changed.", ""], plan[19..]);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_cannot_be_backfilled_is_refused()
    {
        using var host = HostStores.FeatureChain(await HostStores.CreateAsync(isPostgreSql: false, _folder, server), _folder);
        await host.StartAsync(Cancellation);
        Task<string> Backfill(params string[] arguments) => Verbs.RunAsync<FeatureChain>(host, ["runs", "backfill", "--from", "2025-07-01", .. arguments]);

        var future = await Assert.ThrowsAsync<VerbException>(() => Backfill("--to", "9000-01-01"));
        Assert.StartsWith("A backfill cannot end at 8999-12-31T23:00:00Z, it is ", future.Message, StringComparison.Ordinal);
        var text = await Assert.ThrowsAsync<InputException>(() => Backfill("--to", "yesterday"));
        Assert.Equal("--to is 'yesterday', which is no instant: write 2026-11-30, 2026-11-30T02:00 (in Europe/Berlin), or 2026-11-30T02:00:00Z.", text.Message);
        var node = await Assert.ThrowsAsync<VerbException>(() => Backfill("--to", "2025-07-02", "--node", "merge", "--dry-run"));
        Assert.Equal("No schedule starts 'merge' of pipeline 'feature_chain' by itself; schedules start 'extract'.", node.Message);
        var input = await Assert.ThrowsAsync<InputException>(() => Backfill("--to", "2025-07-02", "--parameter", "qualty=1"));
        Assert.Equal("--parameter: 'feature_chain' has no input 'qualty'; did you mean 'quality'?", input.Message);
        var unknown = await Assert.ThrowsAsync<VerbException>(() => Verbs.RunAsync<FeatureChain>(host, "runs", "backfill-cancel", "77"));
        Assert.Equal("Pipeline 'feature_chain' has no open backfill 77; none is open.", unknown.Message);
        await host.StopAsync(Cancellation);
    }
}
