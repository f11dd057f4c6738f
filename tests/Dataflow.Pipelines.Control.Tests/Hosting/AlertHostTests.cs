using System.CommandLine;
using System.Text.Json;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Hosting.Verbs;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>Alerts of a class in a host of the user's own: channels, a webhook on loopback, and the verb <c>alerts</c>.</summary>
public sealed class AlertHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunStore Store => RunStore.Sqlite(Path.Combine(_folder, "runs.db"));

    [Fact]
    public async Task A_failure_reaches_the_webhook_and_is_listed_as_delivered()
    {
        await using var server = new HttpReceiver();
        using var host = Host(Webhook(server));
        await host.StartAsync(Cancellation);
        await host.Services.GetRequiredService<IPipelineEvents>().PublishAsync("data.arrived", """{"file":"orders.csv","rows":0}""", cancellationToken: Cancellation);
        var alert = Assert.Single(await ListedAsync(static alerts => alerts is [{ Delivery: "DELIVERED" }]));
        await host.StopAsync(Cancellation);

        Assert.Equal(("load", "CRITICAL", "hook", "EVENT", "orders.csv was not loaded", 1), (alert.Node, alert.Severity, alert.Channel, alert.Status, alert.Message, alert.Attempts));
        var json = JsonDocument.Parse(Assert.Single(server.Requests).Body).RootElement;
        Assert.Equal("alert_chain load firing critical orders.csv was not loaded", string.Join(' ', ((string[])["pipeline_id", "node_id", "status", "severity", "message"]).Select(name => json.GetProperty(name).GetString())));
        Assert.Equal(alert.Run, json.GetProperty("run_id").GetString());
    }

    [Fact]
    public async Task Alerts_are_silenced_and_listed_by_the_verb()
    {
        await using var server = new HttpReceiver();
        using var host = Host(Webhook(server));
        await host.StartAsync(Cancellation);
        Assert.Equal("No alerts.\n", await DoAsync("list"));
        Assert.StartsWith("silenced until 2", await DoAsync("silence", "check", "--for", "2h", "--why", "known"), StringComparison.Ordinal);
        Assert.Equal("""{"node":"load","alert":1,"until":"2126-01-01T00:00:00+00:00"}""" + "\n", await DoAsync("silence", "load", "--alert", "1", "--until", "2126-01-01T00:00:00Z", "--json"));

        var events = host.Services.GetRequiredService<IPipelineEvents>();
        await events.PublishAsync("data.arrived", """{"file":"a.csv","rows":3}""", cancellationToken: Cancellation);
        await events.PublishAsync("data.arrived", """{"file":"b.csv","rows":0}""", cancellationToken: Cancellation);
        await ListedAsync(static alerts => alerts is [{ Status: "EVENT" }, { Status: "RESOLVED" }]);
        var lines = (await DoAsync("list")).Split('\n');
        Assert.Matches("^node +run +severity +status +fired ", lines[0]);
        Assert.Matches(@"^load +\S+ +CRITICAL +EVENT .* 2126-01-01 00:00:00Z +hook +b.csv was not loaded$", lines[1]);
        Assert.Matches(@"^check +\S+ +WARNING +RESOLVED .* log +only 3 rows$", lines[2]);
        Assert.Equal("No alerts.\n", await DoAsync("list", "--open"));
        var listed = JsonDocument.Parse(await DoAsync("list", "--json", "--count", "1")).RootElement;
        Assert.Equal("b.csv was not loaded", Assert.Single(listed.EnumerateArray()).GetProperty("message").GetString());

        Assert.Equal("no longer silenced\n", await DoAsync("unsilence", "load"));
        var refused = await Assert.ThrowsAsync<VerbException>(() => DoAsync("unsilence", "load"));
        Assert.Equal("No alert of 'load' is silenced; silenced are those of 'check'.", refused.Message);
        refused = await Assert.ThrowsAsync<VerbException>(() => DoAsync("silence", "laod", "--for", "2h"));
        Assert.Equal("Pipeline 'alert_chain' has no node 'laod'; did you mean 'load'?", refused.Message);
        await host.StopAsync(Cancellation);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_silence_needs_one_end()
    {
        var none = await Assert.ThrowsAsync<InputException>(() => DoAsync("silence", "load"));
        Assert.Equal("alerts silence needs the end of the silence: --for 2h, or --until 2026-11-30T08:00:00Z.", none.Message);
        var both = await Assert.ThrowsAsync<InputException>(() => DoAsync("silence", "load", "--for", "2h", "--until", "2126-01-01T00:00:00Z"));
        Assert.Equal("alerts silence has --for and --until: give one of them.", both.Message);
    }

    [Fact]
    public async Task A_channel_that_is_not_registered_is_an_error_at_start_with_the_nearest_name()
    {
        using var host = Host(new TestChannel("hooks", static (_, _) => Task.CompletedTask));
        var fault = await Assert.ThrowsAsync<ServiceException>(() => host.StartAsync(Cancellation));
        Assert.Equal(
            "Pipeline 'alert_chain': an alert of 'load' is sent to the channel 'hook', which is not registered; did you mean 'hooks'? Registered: hooks, log. "
            + "Add it in Program.ConfigureServices(IServiceCollection, IConfiguration), or in the services of your own host: services.AddAlertChannel(...).",
            fault.Message);
    }

    [Fact]
    public async Task Two_channels_of_one_name_are_an_error_at_start()
    {
        using var host = Host(new TestChannel("hook", static (_, _) => Task.CompletedTask), new TestChannel("hook", static (_, _) => Task.CompletedTask));
        Assert.Equal("Two alert channels have the name 'hook'. Give each its own.", (await Assert.ThrowsAsync<ServiceException>(() => host.StartAsync(Cancellation))).Message);
    }

    [Fact]
    public async Task A_channel_of_the_user_replaces_the_log()
    {
        var log = new TestChannel("log", static (_, _) => Task.CompletedTask);
        using var host = Host(log, new TestChannel("hook", static (_, _) => Task.CompletedTask));
        await host.StartAsync(Cancellation);
        await host.Services.GetRequiredService<IPipelineEvents>().PublishAsync("data.arrived", """{"file":"a.csv","rows":3}""", cancellationToken: Cancellation);
        await ListedAsync(static alerts => alerts is [{ Status: "RESOLVED", Delivery: "DELIVERED" }]);
        await host.StopAsync(Cancellation);
        Assert.Equal(["1", "resolved"], log.Sent.Select(static id => id.Split(':')[1]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static WebhookChannel Webhook(HttpReceiver server) =>
        new(new WebhookOptions { Name = "hook", Url = server.Url(), Secrets = ["0123456789abcdef-s3cret"], AllowPrivateAddresses = ["127.0.0.1"] });

    private IHost Host(params IAlertChannel[] channels)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(Store).AddPipeline<AlertChain>(options => options.StateDirectory = Path.Combine(_folder, "state"));
        foreach (var channel in channels)
        {
            builder.Services.AddAlertChannel(channel);
        }

        return builder.Build();
    }

    private async Task<string> DoAsync(params string[] arguments)
    {
        var verb = Verb<AlertChain>();
        await using var output = new StringWriter();
        await verb.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false }, Cancellation);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private Command Verb<T>()
        where T : class, IControlledPipeline<T> => AlertsVerb.Create(new VerbContext(T.Descriptor, T.Control, _ => Store));

    private async Task<IReadOnlyList<AlertInfo>> ListedAsync(Func<IReadOnlyList<AlertInfo>, bool> isReached)
    {
        await using var history = Store.OpenHistory();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (true)
        {
            var alerts = await history.ListAlertsAsync("alert_chain", isOpen: false, 10, limit.Token);
            if (isReached(alerts))
            {
                return alerts;
            }

            await ticks.WaitForNextTickAsync(limit.Token);
        }
    }
}
