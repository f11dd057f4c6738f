using System.Text.Json;
using Dataflow.Pipelines.Control.Hosting;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Tests.Shared.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>How long a host keeps runs, and the verb that deletes them.</summary>
public sealed class RetentionHostTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verb_counts_and_deletes_runs_and_a_host_deletes_them_at_its_start(bool isPostgreSql)
    {
        var store = await HostStores.CreateAsync(isPostgreSql, _folder, server);
        using (var host = HostStores.FeatureChain(store, _folder))
        {
            await host.StartAsync(Cancellation);
            await RunAsync(host);
            var counted = await Verbs.WaitAsync<FeatureChain>(host, static output => output.Contains(": 1 runs, 5 executions, ", StringComparison.Ordinal), "runs", "prune", "--older-than", "1ms", "--dry-run");
            Assert.EndsWith(". Nothing is changed.\n", counted, StringComparison.Ordinal);
            using var json = JsonDocument.Parse(await Verbs.RunAsync<FeatureChain>(host, "runs", "prune", "--older-than", "1ms", "--json", "--why", "test"));
            Assert.Equal((1, 5, false), (json.RootElement.GetProperty("deleted").GetProperty("runs").GetInt32(), json.RootElement.GetProperty("deleted").GetProperty("executions").GetInt32(), json.RootElement.GetProperty("is_dry_run").GetBoolean()));
            await Verbs.WaitAsync<FeatureChain>(host, static output => output == "No runs.\n", "runs", "list");
            await RunAsync(host);
            await host.StopAsync(Cancellation);
        }

        using var next = HostStores.FeatureChain(store, _folder, static services => services.AddSingleton(new ControlOptions { KeepRuns = "1ms" }));
        await next.StartAsync(Cancellation);
        await Verbs.WaitAsync<FeatureChain>(next, static output => output == "No runs.\n", "runs", "list");
        await next.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("90")]
    [InlineData("0s")]
    [InlineData("36501d")]
    [InlineData("a while")]
    public async Task A_time_that_is_no_duration_is_refused_at_the_start(string text)
    {
        using var host = HostStores.FeatureChain(await HostStores.CreateAsync(isPostgreSql: false, _folder, server), _folder, services => services.AddSingleton(new ControlOptions { KeepRuns = text }));
        var fault = await Assert.ThrowsAsync<InputException>(() => host.StartAsync(Cancellation));
        Assert.Equal($"--keep-runs is '{text}', which is no duration of at most 36500d: write a number and one of s, m, h, d, as in 90d.", fault.Message);
    }

    private static async Task RunAsync(Microsoft.Extensions.Hosting.IHost host)
    {
        await Verbs.RunAsync<FeatureChain>(host, "runs", "start");
        await Verbs.WaitAsync<FeatureChain>(host, static output => output.Contains("COMPLETED", StringComparison.Ordinal), "runs", "list");
    }
}
