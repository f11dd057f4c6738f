using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Joins;

public sealed class JoinRestartTests
{
    private readonly ClickWorld _world = new(topics: 2);
    private readonly SingleThreadScheduler _scheduler = new(1);

    // Partners that wait in windows of the former size would be in different windows of the new one.
    [Fact]
    public void Windows_of_another_size_are_refused()
    {
        _world.Topics[0].Append(0, ClickInput.Click(1, 1).ToJson());
        var job = Run(() => StartAsync(TimeSpan.FromMinutes(5)));
        _scheduler.RunUntilIdle();
        _world.Time.Advance(TimeSpan.FromSeconds(11));
        _scheduler.RunUntilIdle();
        Assert.Equal(1, job.LastCheckpoint);
        Run(async () =>
        {
            await job.DisposeAsync();
            return 0;
        });

        var fault = Assert.Throws<PipelineFaultException>(() => Run(() => StartAsync(TimeSpan.FromMinutes(7))));
        Assert.Equal("pairs", fault.Node);
        Assert.Contains(
            "Records of 'pairs' in the checkpoint wait in windows of 'tumbling 5m', and the pipeline now specifies 'tumbling 7m'",
            Assert.IsType<CheckpointException>(fault.InnerException).Message,
            StringComparison.Ordinal);
    }

    private T Run<T>(Func<Task<T>> work)
    {
        var task = _scheduler.Start(work);
        _scheduler.RunUntil(task, "the work");
        return task.GetAwaiter().GetResult();
    }

    private Task<Job> StartAsync(TimeSpan window)
    {
        var process = new SimulatedProcess();
        return Job.StartAsync("join", "1.0.0", Build, _world.Options(process, _scheduler));

        void Build(JobBuilder job)
        {
            var pairs = job.Add("pairs", 1, lane => new WindowJoinBlock<Click, Click, Click, ClickPairs, ClickCodec, ClickCodec>(lane, default, new TumblingWindows(window), JoinKind.Inner));
            for (var side = 0; side < 2; side++)
            {
                var connector = new MemorySource<Click>(_world.Topics[side], process, side);
                var source = job.Add($"clicks_{side}", 1, lane => new ClickSourceBlock(lane, connector, new WatermarkPolicy()));
                job.ConnectByKey<Click, ByUser>(source, ClickSourceBlock.Valid, pairs, port: side);
            }

            job.Connect<Click>(pairs, 0, job.Add("results", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(_world.Lake, process))));
        }
    }
}
