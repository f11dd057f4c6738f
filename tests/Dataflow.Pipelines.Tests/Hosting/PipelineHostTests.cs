using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Restarts;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Tests.Hosting;

public sealed class PipelineHostTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_pipeline_starts_with_the_host_and_is_suspended_after_a_commit_when_it_stops()
    {
        var world = ClickPipeline.World = new ClickWorld();
        for (var life = 1; life <= 2; life++)
        {
            world.Topic.Append(0, ClickInput.Click(life, life).ToJson());
            using var host = Create();
            Assert.Equal("it has not started yet", Assert.Single(host.Services.GetRequiredService<IPipelineHealth>().CheckHealth().Problems).Text);
            await host.StartAsync();
            var job = host.Services.GetRequiredService<PipelineService<ClickPipeline>>().Job!;
            var health = host.Services.GetRequiredService<IPipelineHealth>();
            await Until.Async("the record is in the sink", () => job.Counts()["lake"].In == life, () => job.Counts()["lake"]);
            Assert.True(health.CheckHealth().IsHealthy, health.CheckHealth().ToString());
            await host.StopAsync();
            Assert.Equal(HealthProblemKind.NotRunning, Assert.Single(health.CheckHealth().Problems).Kind);
            Assert.Equal(life, world.Lake.Rows.Count);
            Assert.Equal(life, world.Topic.Committed[0]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_one_pipeline_leaves_the_host_running_and_StopHostWhenAllEnd_stops_it_after_the_last(bool isAsked)
    {
        var world = ClickPipeline.World = new ClickWorld();
        using var host = Create(isAsked, withOther: true);
        await host.StartAsync();
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var first = host.Services.GetRequiredService<PipelineService<ClickPipeline>>().Job!;
        var other = host.Services.GetRequiredService<PipelineService<OtherPipeline>>().Job!;
        first.Drain();
        await Until.EndOf(first.Completion, "the end of the first pipeline");
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        await Until.Async("the other pipeline continues", () => other.Counts()["lake"].In == 1, () => other.Counts()["lake"]);
        Assert.False(stopping.IsCancellationRequested);

        other.Drain();
        await Until.EndOf(other.Completion, "the end of the other pipeline");
        if (isAsked)
        {
            await Until.Async("the host stops", () => stopping.IsCancellationRequested, () => "it still runs");
        }
        else
        {
            Assert.False(stopping.IsCancellationRequested);
        }

        await host.StopAsync();
    }

    [Fact]
    public async Task A_fault_of_the_pipeline_ends_the_process_with_1()
    {
        Environment.ExitCode = 0;
        var world = ClickPipeline.World = new ClickWorld();
        using var host = Create(restart: RestartStrategy.None);
        await host.StartAsync();
        var stopping = host.WaitForShutdownAsync();
        world.Topic.Append(0, ClickInput.Click(1, 0, "poison").ToJson());
        await Until.EndOf(stopping, "the host's end");
        Assert.Equal(1, Environment.ExitCode);
    }

    [Fact]
    public async Task A_missing_input_fails_the_start_before_any_other_service_has_started()
    {
        ClickPipeline.World = new ClickWorld();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var service = new StartedService();
        builder.Services.AddHostedService(_ => service);
        builder.Services.AddPipeline<ClickPipeline>(options => options.StateDirectory = _directory.Path);
        using var host = builder.Build();
        Assert.Equal("input_topic", (await Assert.ThrowsAsync<InputException>(() => host.StartAsync())).Input);
        Assert.False(service.HasStarted);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_value_in_the_configuration_is_read_and_a_wrong_one_names_its_key()
    {
        ClickPipeline.World = new ClickWorld();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Pipelines:clicks:input_topic", "clicks"), new("Pipelines:clicks:window", "soon")]);
        builder.Services.AddPipeline<ClickPipeline>(options => options.StateDirectory = _directory.Path);
        using var host = builder.Build();
        var fault = await Assert.ThrowsAsync<InputException>(() => host.StartAsync());
        Assert.StartsWith("Input 'window' is 'soon' (given by the configuration key Pipelines:clicks:window), which is no duration", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_and_invalid_inputs_of_all_pipelines_are_one_error_at_start()
    {
        var world = ClickPipeline.World = new ClickWorld();
        Environment.ExitCode = 0;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Pipelines:clicks:window", "soon"), new("Pipelines:served:limit", "many"), new("Pipelines:served:lmit", "3")]);
        builder.Services.AddPipeline<ClickPipeline>(options => options.StateDirectory = _directory.Path);
        builder.Services.AddPipeline<ServicePipeline>(options => options.Inputs["window"] = "0s");
        using var host = builder.Build();
        var fault = await Assert.ThrowsAsync<InputException>(() => host.StartAsync());
        Assert.Equal(
            "Pipeline 'clicks' lacks the input 'input_topic' (text, Topic of the clicks): give Inputs[\"input_topic\"] of the host's options, set DATAFLOW_INPUT_TOPIC or the configuration key Pipelines:clicks:input_topic. "
            + "Pipeline 'clicks': Input 'window' is 'soon' (given by the configuration key Pipelines:clicks:window), which is no duration: write a number and one of ms, s, m, h, d, as in 90s or 5m. "
            + "Pipeline 'served': Input 'lmit' is not an input of 'served' (given by the configuration key Pipelines:served:lmit). Did you mean 'limit'? "
            + "Pipeline 'served' lacks the input 'input_topic' (text): give Inputs[\"input_topic\"] of the host's options, set DATAFLOW_INPUT_TOPIC or the configuration key Pipelines:served:input_topic. "
            + "Pipeline 'served': Input 'limit' is 'many' (given by the configuration key Pipelines:served:limit), which is no whole number from -2147483648 to 2147483647. "
            + "Pipeline 'served': Input 'window' is '0s', which Tumbling of node 'totals' cannot be: it must be longer than zero. "
            + "Pipeline 'served' needs a service 'Dataflow.Pipelines.Tests.Hosting.ServicePipeline+Words' for the parameter 'words' of its constructor, and none is registered: register it in Program.ConfigureServices(IServiceCollection, IConfiguration), or in the services of your own host.",
            fault.Message);
        Assert.Equal("input_topic", fault.Input);
        Assert.Equal(2, Environment.ExitCode);
        Assert.Equal(0, world.Builds);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_missing_service_fails_the_start_before_a_pipeline_has_started(bool isConcurrent)
    {
        var world = ClickPipeline.World = new ClickWorld();
        using var host = CreateServed(static _ => { }, isConcurrent);
        var fault = await Assert.ThrowsAsync<ServiceException>(() => host.StartAsync());
        Assert.StartsWith("Pipeline 'served' needs a service 'Dataflow.Pipelines.Tests.Hosting.ServicePipeline+Words' for the parameter 'words' of its constructor", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Builds);
    }

    [Fact]
    public async Task A_service_with_a_missing_dependency_is_named_with_the_cause()
    {
        ClickPipeline.World = new ClickWorld();
        using var host = CreateServed(static services => services.AddSingleton<ServicePipeline.Words>());
        var fault = await Assert.ThrowsAsync<ServiceException>(() => host.StartAsync());
        Assert.StartsWith("Pipeline 'served' cannot get the service 'Dataflow.Pipelines.Tests.Hosting.ServicePipeline+Words' for the parameter 'words' of its constructor: InvalidOperationException: Unable to resolve service for type 'System.String'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_of_the_host_reach_the_constructor()
    {
        ClickPipeline.World = new ClickWorld();
        ServicePipeline.Seen = [];
        using var host = CreateServed(static services => services.AddSingleton(new ServicePipeline.Words("hello")));
        await host.StartAsync();
        Assert.Equal(["hello True"], ServicePipeline.Seen);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_fault_of_the_pipeline_stops_the_host()
    {
        var world = ClickPipeline.World = new ClickWorld();
        using var host = Create(restart: RestartStrategy.None);
        await host.StartAsync();
        var stopping = host.WaitForShutdownAsync();
        world.Topic.Append(0, ClickInput.Click(1, 0, "poison").ToJson());
        await Until.EndOf(stopping, "the host's end");
        var fault = Assert.IsType<PipelineFaultException>(host.Services.GetRequiredService<PipelineService<ClickPipeline>>().Fault);
        Assert.Equal("clicks_valid", fault.Node);
    }

    [Fact]
    public async Task A_pipeline_that_waits_for_its_restart_reports_it_and_stops_with_the_host()
    {
        var world = ClickPipeline.World = new ClickWorld();
        using var host = Create(restart: new FixedDelayRestart { Delay = TimeSpan.FromHours(1) });
        await host.StartAsync();
        var health = host.Services.GetRequiredService<IPipelineHealth>();
        world.Topic.Append(0, ClickInput.Click(1, 0, "poison").ToJson());
        string Problem() => health.CheckHealth().Problems is [var problem, ..] ? problem.Text : "none";
        await Until.Async("the pause", () => Problem().StartsWith("it has failed and restarts at ", StringComparison.Ordinal), Problem);
        Assert.Contains("node 'clicks_valid' failed", Problem(), StringComparison.Ordinal);
        await host.StopAsync();
        Assert.Null(host.Services.GetRequiredService<PipelineService<ClickPipeline>>().Fault);
    }

    [Fact]
    public async Task When_splits_are_lost_the_pipeline_restarts_from_its_last_checkpoint_and_still_drains()
    {
        var world = ClickPipeline.World = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 1).ToJson());
        using var host = Create(stopsWhenAllEnd: true);
        await host.StartAsync();
        var service = host.Services.GetRequiredService<PipelineService<ClickPipeline>>();
        var first = service.Job!;
        first.RequestCheckpoint();
        await Until.Async("a checkpoint", () => first.LastCheckpoint == 1, () => first.LastCheckpoint);
        world.Topic.Append(0, ClickInput.Click(2, 2).ToJson(), ClickInput.Click(3, 3).ToJson());
        await Until.Async("3 records in the sink", () => first.Counts()["lake"].In == 3, () => first.Counts()["lake"]);
        world.Source!.Readers[0].Lose(0);
        await Until.Async("a second attempt", () => service.Job != first, () => service.Job!.Context.Attempt);
        Assert.Equal(2, service.Job!.Context.Attempt);
        using var second = Create();
        Assert.Contains("in use by another process", (await Assert.ThrowsAsync<Pipelines.Storage.CheckpointException>(() => second.StartAsync())).Message, StringComparison.Ordinal);
        service.Drain();
        await Until.EndOf(host.WaitForShutdownAsync(), "the host's end");
        Assert.Null(service.Fault);
        Assert.Equal(["1", "2", "3"], world.Lake.Rows.Select(static r => r.Id).Order());
    }

    [Fact]
    public async Task Two_processes_on_one_state_directory_are_refused()
    {
        ClickPipeline.World = new ClickWorld();
        using var first = Create();
        await first.StartAsync();
        using var second = Create();
        var fault = await Assert.ThrowsAsync<Pipelines.Storage.CheckpointException>(() => second.StartAsync());
        Assert.Contains(_directory.Path, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"is in use by another process (process {Environment.ProcessId} on {Environment.MachineName})", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--join", fault.Message, StringComparison.Ordinal);
        await first.StopAsync();
    }

    public void Dispose() => _directory.Dispose();

    private IHost CreateServed(Action<IServiceCollection> register, bool isConcurrent = false)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.Configure<HostOptions>(options => options.ServicesStartConcurrently = isConcurrent);
        register(builder.Services);
        builder.Services.AddPipeline<OtherPipeline>(options => options.StateDirectory = Path.Combine(_directory.Path, "other"));
        builder.Services.AddPipeline<ServicePipeline>(options =>
        {
            options.Inputs["input_topic"] = "clicks";
            options.StateDirectory = Path.Combine(_directory.Path, "served");
        });
        return builder.Build();
    }

    private IHost Create(bool stopsWhenAllEnd = false, bool withOther = false, RestartStrategy? restart = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPipeline<ClickPipeline>(options =>
        {
            options.Inputs["input_topic"] = "clicks";
            options.StateDirectory = _directory.Path;
            options.StopHostWhenAllEnd = stopsWhenAllEnd;
            options.Restart = restart;
        });
        if (withOther)
        {
            builder.Services.AddPipeline<OtherPipeline>(options => options.StateDirectory = Path.Combine(_directory.Path, "other"));
        }

        return builder.Build();
    }

    private sealed class StartedService : IHostedService
    {
        public bool HasStarted { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            HasStarted = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
