using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Tests.Hosting;

public sealed class PipelineHostTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Fact]
    public async Task A_pipeline_starts_with_the_host_and_is_suspended_behind_a_commit_when_it_stops()
    {
        var world = ClickPipeline.World = new ClickWorld();
        for (var life = 1; life <= 2; life++)
        {
            world.Topic.Append(0, ClickInput.Click(life, life).ToJson());
            using var host = Create();
            await host.StartAsync();
            var job = host.Services.GetRequiredService<PipelineService<ClickPipeline>>().Job!;
            await Until.Async("the record is in the sink", () => job.Counts()["lake"].In == life, () => job.Counts()["lake"]);
            await host.StopAsync();
            Assert.Equal(life, world.Lake.Rows.Count);
            Assert.Equal(life, world.Topic.Committed[0]);
        }
    }

    [Fact]
    public async Task A_fault_of_the_pipeline_stops_the_host()
    {
        var world = ClickPipeline.World = new ClickWorld();
        using var host = Create();
        await host.StartAsync();
        var stopping = host.WaitForShutdownAsync();
        world.Topic.Append(0, ClickInput.Click(1, 0, "poison").ToJson());
        await Until.EndOf(stopping, "the host's end");
        var fault = Assert.IsType<PipelineFaultException>(host.Services.GetRequiredService<PipelineService<ClickPipeline>>().Fault);
        Assert.Equal("clicks_valid", fault.Node);
    }

    [Fact]
    public async Task Two_processes_on_one_state_directory_are_refused()
    {
        ClickPipeline.World = new ClickWorld();
        using var first = Create();
        await first.StartAsync();
        using var second = Create();
        var fault = await Assert.ThrowsAsync<Pipelines.Checkpoints.CheckpointException>(() => second.StartAsync());
        Assert.Contains(directory.Path, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"is in use by another process (process {Environment.ProcessId} on {Environment.MachineName})", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--join", fault.Message, StringComparison.Ordinal);
        await first.StopAsync();
    }

    public void Dispose() => directory.Dispose();

    private IHost Create()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPipeline<ClickPipeline>(options =>
        {
            options.Inputs["input_topic"] = "clicks";
            options.StateDirectory = directory.Path;
        });
        return builder.Build();
    }
}
