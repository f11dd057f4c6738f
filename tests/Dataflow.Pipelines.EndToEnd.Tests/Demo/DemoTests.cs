using System.Text.Json;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Demo;

public sealed class DemoTests
{
    private static readonly string[] Keys =
    [
        "in", "rejected", "filtered", "duplicate", "late", "rows", "balanced", "records_per_second", "latency_p50_ms", "latency_p99_ms", "peak_working_set_mib", "cpu_seconds_per_million",
    ];

    [Fact]
    public async Task The_demo_balances()
    {
        var account = await RunAsync("--seconds", "8", "--rate", "3000", "--window", "2s");
        Assert.Equal(24_000, account.GetProperty("in").GetInt64());
        Assert.Equal(account.GetProperty("rejected_written").GetInt64(), account.GetProperty("rejected").GetInt64());
        Assert.True(account.GetProperty("duplicate").GetInt64() > 0);
        Assert.Equal(0, account.GetProperty("kills").GetInt32());
    }

    [Fact]
    public async Task The_demo_balances_over_a_SIGKILL()
    {
        var account = await RunAsync("--seconds", "8", "--rate", "3000", "--window", "2s", "--kill-at", "4");
        Assert.Equal(24_000, account.GetProperty("in").GetInt64());
        Assert.Equal(1, account.GetProperty("kills").GetInt32());
    }

    [Fact]
    public async Task The_demo_runs_against_a_broker_of_the_user()
    {
        // The mock cluster has no controller that creates topics.
        await using var broker = await Broker.StartAsync("clicks_of_ours:4", "clicks_of_ours_dlq:2");
        var account = await RunAsync("--seconds", "4", "--rate", "1000", "--window", "2s", "--kafka", broker.Address, "--topic", "clicks_of_ours");
        Assert.Equal(4000, account.GetProperty("in").GetInt64());
        Assert.Equal(4000, new Topic(broker.Address, "clicks_of_ours").Count());
        Assert.True(new Topic(broker.Address, "clicks_of_ours_dlq").Count() > 0);
    }

    [Fact]
    [Trait("size", "long")]
    public Task The_demo_of_the_issue_balances() => RunAsync("--seconds", "30", "--kill-at", "15");

    private static async Task<JsonElement> RunAsync(params string[] arguments)
    {
        await using var demo = RunningProgram.Start(Repository.Sample("Demo", "StreamingDataCleaning.Demo"), ["--json", .. arguments]);
        var code = await demo.ExitAsync(TimeSpan.FromMinutes(4));
        Assert.True(code == 0, demo.Story);
        var account = JsonElement.Parse(Assert.Single(demo.Output));
        Assert.All(Keys, key => Assert.True(account.TryGetProperty(key, out _), $"'{key}' is not in {account}"));
        Assert.True(account.GetProperty("balanced").GetBoolean(), account.ToString());
        return account;
    }
}
