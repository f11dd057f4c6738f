using System.Text.Json;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Tests.Shared.Servers;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>The verb that shows what starts a pipeline.</summary>
public sealed class ScheduleVerbTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_schedule_is_listed_and_follows_events_and_pauses(bool isPostgreSql)
    {
        using var host = HostStores.FeatureChain(await HostStores.CreateAsync(isPostgreSql, _folder, server), _folder);
        await host.StartAsync(Cancellation);
        await WaitAsync(host, static schedule => schedule.TryGetProperty("next_trigger", out _) && schedule.GetProperty("is_enabled").GetBoolean());
        await Verbs.RunAsync<FeatureChain>(host, "events", "publish", "data.arrived");
        await Verbs.RunAsync<FeatureChain>(host, "pause");
        await WaitAsync(host, static schedule => !schedule.GetProperty("is_enabled").GetBoolean() && schedule.GetProperty("triggers").GetInt64() >= 1 && schedule.TryGetProperty("last_trigger", out _));
        var table = await Verbs.RunAsync<FeatureChain>(host, "schedule", "list");
        Assert.Matches("^type +crons +events +enabled +last +next +triggers +missed\\s+CRON +0 3 \\* \\* \\*;tz=Europe/Berlin +data\\.arrived +no ", table);
        await host.StopAsync(Cancellation);
    }

    private static async Task WaitAsync(Microsoft.Extensions.Hosting.IHost host, Func<JsonElement, bool> isExpected) =>
        await Verbs.WaitAsync<FeatureChain>(
            host,
            output =>
            {
                using var json = JsonDocument.Parse(output);
                return json.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1 && isExpected(list[0]);
            },
            "schedule", "list", "--json");
}
