using System.CommandLine;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Hosting;
using Dataflow.Pipelines.Control.Hosting.Verbs;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Restarts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>Stream nodes with triggers in a host: each number of a tape arrives once, whatever starts and stops them.</summary>
public sealed class StreamHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Lake => Path.Combine(_folder, "lake");

    private TestLake Rows => new(Lake);

    [Fact]
    public async Task A_stream_is_stopped_and_resumed_by_events_and_each_record_arrives_once()
    {
        var (tape, log) = (new Tape { Count = 1000 }, new Log());
        using var host = CopyHost(tape, log);
        await host.StartAsync(Cancellation);
        await Until.TrueAsync(() => Rows.Count() == 1000);

        var events = host.Services.GetRequiredService<IPipelineEvents>();
        await events.PublishAsync("tape.pause", cancellationToken: Cancellation);
        await Until.TrueAsync(() => log.Lines.Count == 1);
        tape.Count = 3000;
        Assert.Equal(1000, Rows.Count());

        await events.PublishAsync("tape.resume", cancellationToken: Cancellation);
        await Until.TrueAsync(() => Rows.Count() == 3000);
        tape.Count = 3500;
        await host.StopAsync(Cancellation);
        Assert.Equal(["stopped"], log.Lines);

        // The next host goes on by itself, as after a crash.
        using var next = CopyHost(tape, log);
        await next.StartAsync(Cancellation);
        await Until.TrueAsync(() => Rows.Count() == 3500);
        await next.StopAsync(Cancellation);
        Assert.Equal("3500 numbers from 0 to 3499, sum 6123250", Describe());
    }

    [Fact]
    public async Task A_host_ends_with_the_data_of_its_streams_and_the_next_one_reads_what_is_new()
    {
        foreach (var count in (long[])[500, 700])
        {
            using var host = DrainHost(new Tape { Count = count, HasEnd = true });
            await host.StartAsync(Cancellation);
            await host.WaitForShutdownAsync(Cancellation).WaitAsync(Patience, Cancellation);
            Assert.Equal(count, Rows.Count());
        }

        Assert.Equal("700 numbers from 0 to 699, sum 244650", Describe());
    }

    [Fact]
    public async Task A_failure_that_no_trigger_acts_on_is_alerted_and_ends_the_host_and_the_next_one_goes_on()
    {
        var tape = new Tape { Count = 100 };
        var channel = new TestChannel("tests", static (_, _) => Task.CompletedTask);
        Environment.ExitCode = 0;
        using (var host = DrainHost(tape, channel))
        {
            await host.StartAsync(Cancellation);
            await Until.TrueAsync(() => Rows.Count() == 100);
            tape.IsBroken = true;
            await host.WaitForShutdownAsync(Cancellation).WaitAsync(Patience, Cancellation);
            Assert.Equal(1, Environment.ExitCode);
            Assert.Contains("The tape is broken.", host.Services.GetRequiredService<ControlService<TapeDrain>>().Fault, StringComparison.Ordinal);
        }

        Environment.ExitCode = 0;
        Assert.Single(channel.Sent);
        (tape.IsBroken, tape.Count) = (false, 200);
        using var next = DrainHost(tape, channel);
        await next.StartAsync(Cancellation);
        await Until.TrueAsync(() => Rows.Count() == 200);
        await next.StopAsync(Cancellation);
        Assert.Equal("200 numbers from 0 to 199, sum 19900", Describe());
    }

    [Fact]
    public async Task A_stream_runs_while_its_source_is_healthy_and_its_metrics_raise_alerts()
    {
        var tape = new Tape { Count = 1000, IsHealthy = false };
        var channel = new TestChannel("tests", static (_, _) => Task.CompletedTask);
        using var host = Host<TapeGuard>(services => services.AddSingleton(tape).AddAlertChannel(channel));
        await host.StartAsync(Cancellation);
        await Until.TrueAsync(() => IsStatusAsync("numbers SCHEDULED, double CANCELLED"));
        Assert.Equal(0, Rows.Count());

        tape.IsHealthy = true;
        await Until.TrueAsync(() => Rows.Count() == 1000 && !channel.Sent.IsEmpty);
        tape.IsHealthy = false;
        await Until.TrueAsync(() => IsStatusAsync("numbers SCHEDULED, double CANCELLED"));
        tape.Count = 1500;
        tape.IsHealthy = true;
        await Until.TrueAsync(() => Rows.Count() == 1500);
        await host.StopAsync(Cancellation);
        Assert.Equal("1500 numbers from 0 to 1499, sum 1124250", Describe());
    }

    [Fact]
    public async Task A_stream_takes_the_newest_output_of_a_task_when_it_starts_and_restarts()
    {
        var tape = new Tape { Count = 2 };
        using (var host = Host<TapeScale>(services => services.AddSingleton(tape)))
        {
            await host.StartAsync(Cancellation);
            await Until.TrueAsync(() => Rows.Count() == 2);
            tape.Count = 10;
            await Until.TrueAsync(() => Rows.Count() == 10);
            Assert.Equal("10 of m2, 0 of m10", Labels());

            await host.Services.GetRequiredService<IPipelineEvents>().PublishAsync("train.again", cancellationToken: Cancellation);
            await Until.TrueAsync(async () => await ExecutionsAsync("tape_scale", "scale") == "CANCELLED RUNNING");
            tape.Count = 30;
            await Until.TrueAsync(() => Rows.Count() == 30);
            Assert.Equal("10 of m2, 20 of m10", Labels());
            await host.StopAsync(Cancellation);
        }

        // The runs of both outputs have ended.
        using var next = Host<TapeScale>(services => services.AddSingleton(tape));
        await next.StartAsync(Cancellation);
        tape.Count = 100;
        await Until.TrueAsync(() => Rows.Count() == 100);
        await next.StopAsync(Cancellation);
        Assert.Equal("10 of m2, 90 of m10", Labels());
        Assert.Equal("100 numbers from 0 to 99, sum 4950", Describe());
        Assert.Equal("49140", Rows.Query("sum(twice)"));

        string Labels() => Rows.Query($"count(*) FILTER (WHERE label = 'm2 of {Lake}') || ' of m2, ' || count(*) FILTER (WHERE label = 'm10 of {Lake}') || ' of m10'")!;
    }

    [Fact]
    public async Task Streams_are_listed_stopped_started_and_restarted_by_the_verb()
    {
        using var host = CopyHost(new Tape { Count = 10 }, new Log());
        await host.StartAsync(Cancellation);
        await Until.TrueAsync(() => Rows.Count() == 10);
        Assert.StartsWith("node     status   since                 cause ", await DoAsync("list"), StringComparison.Ordinal);

        Assert.Equal("stop of double is requested\n", await DoAsync("stop", "double", "--why", "maintenance"));
        await Until.TrueAsync(async () => (await DoAsync("list")).Contains("CANCELLED (stopped)", StringComparison.Ordinal));
        Assert.Equal("""{"node":"double","action":"start"}""" + "\n", await DoAsync("start", "double", "--json"));
        await Until.TrueAsync(async () => (await DoAsync("list")).Split("RUNNING").Length == 5);
        await DoAsync("restart", "numbers");
        await Until.TrueAsync(async () => (await DoAsync("list")).Split("RUNNING").Length == 5 && (await DoAsync("list")).Contains(" restart ", StringComparison.Ordinal));
        var unknown = await Assert.ThrowsAsync<VerbException>(() => DoAsync("stop", "nubmers"));
        Assert.Equal("Pipeline 'tape_copy' has no stream node 'nubmers'; did you mean 'numbers'?", unknown.Message);
        await host.StopAsync(Cancellation);
        Assert.Equal("10 numbers from 0 to 9, sum 45", Describe());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IHost CopyHost(Tape tape, Log log) => Host<TapeCopy>(services => services.AddSingleton(tape).AddSingleton(log));

    private IHost DrainHost(Tape tape, TestChannel? channel = null) =>
        Host<TapeDrain>(services => services.AddSingleton(tape).AddAlertChannel(channel ?? new TestChannel("tests", static (_, _) => Task.CompletedTask)));

    private IHost Host<TPipeline>(Action<IServiceCollection> add)
        where TPipeline : class, IPipeline<TPipeline>
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        add(builder.Services);
        builder.Services.AddPipeline<TPipeline>(options =>
        {
            options.StateDirectory = Path.Combine(_folder, "state");
            options.CheckpointInterval = TimeSpan.FromMilliseconds(100);
            options.Restart = RestartStrategy.None;
            options.StopHostWhenAllEnd = true;
            options.Inputs["folder"] = Lake;
        });
        return builder.Build();
    }

    private async Task<string> DoAsync(params string[] arguments)
    {
        var verb = StreamsVerb.Create(new VerbContext(Descriptor<TapeCopy>(), Control<TapeCopy>(), _ => RunStore.Sqlite(Path.Combine(_folder, "state", "runs.db"))));
        await using var output = new StringWriter();
        await verb.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false }, Cancellation);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static PipelineDescriptor Descriptor<T>()
        where T : class, IPipeline<T> => T.Descriptor;

    private static ControlGraph Control<T>()
        where T : class, IControlledPipeline<T> => T.Control;

    private string Describe() => Rows.Query("count(*) || ' numbers from ' || min(value) || ' to ' || max(value) || ', sum ' || sum(value)")!;

    private async Task<bool> IsStatusAsync(string expected)
    {
        await using var history = RunStore.Sqlite(Path.Combine(_folder, "state", "runs.db")).OpenHistory();
        var executions = await history.ListExecutionsAsync("tape_guard", "", Cancellation);
        var newest = executions.GroupBy(static execution => execution.Node).Select(static node => node.Last()).ToDictionary(static execution => execution.Node, static execution => execution.Status);
        return expected == string.Join(", ", ((string[])["numbers", "double"]).Select(node => $"{node} {newest.GetValueOrDefault(node)}"));
    }

    private async Task<string> ExecutionsAsync(string pipeline, string node)
    {
        await using var history = RunStore.Sqlite(Path.Combine(_folder, "state", "runs.db")).OpenHistory();
        var executions = await history.ListExecutionsAsync(pipeline, "", Cancellation);
        return string.Join(" ", executions.Where(execution => execution.Node == node).Select(static execution => execution.Status));
    }
}
