using System.Text.Json;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Jobs;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Checkpoints;

public sealed class CheckpointingTests
{
    [Fact]
    public void Sinks_commit_after_the_manifest_and_sources_after_the_sinks()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        using var run = ClickRun.Start(world);
        run.Checkpoint();
        var trace = run.Process.Trace;
        Assert.True(trace.IndexOf("prepare lake[0]#1 1") < trace.IndexOf("manifest 1"), string.Join(", ", trace));
        Assert.True(trace.IndexOf("manifest 1") < trace.IndexOf("commit lake[0]#1 1"), string.Join(", ", trace));
        Assert.True(trace.IndexOf("commit lake[0]#1 1") < trace.IndexOf("offsets 0@1"), string.Join(", ", trace));
    }

    [Fact]
    public void Checkpoints_follow_the_interval_and_the_newest_are_retained()
    {
        var world = new ClickWorld();
        using var run = ClickRun.Start(world);
        for (var i = 0; i < 6; i++)
        {
            run.Checkpoint();
        }

        Assert.Equal(6, run.Job.LastCheckpoint);
        Assert.Equal([4, 5, 6], world.Disk.Manifests.Keys);
    }

    [Fact]
    public void Requests_within_the_minimum_pause_wait_for_its_end()
    {
        var world = new ClickWorld();
        using var run = ClickRun.Start(world);
        run.Job.RequestCheckpoint();
        run.Run();
        Assert.Equal(1, run.Job.LastCheckpoint);
        run.Job.RequestCheckpoint();
        run.Wait(TimeSpan.FromMilliseconds(499));
        Assert.Equal(1, run.Job.LastCheckpoint);
        run.Wait(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, run.Job.LastCheckpoint);
        run.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal(2, run.Job.LastCheckpoint);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_change_of_the_wall_clock_affects_neither_the_interval_nor_the_minimum_pause(int hours)
    {
        var world = new ClickWorld();
        using var run = ClickRun.Start(world);
        run.Checkpoint();
        world.Time.SetWallClock(world.Time.GetUtcNow().AddHours(hours));
        run.Checkpoint();
        run.Job.RequestCheckpoint();
        run.Run();
        Assert.Equal(2, run.Job.LastCheckpoint);
        run.Wait(TimeSpan.FromMilliseconds(500));
        Assert.Equal(3, run.Job.LastCheckpoint);
    }

    [Fact]
    public void A_checkpoint_that_is_overdue_by_three_intervals_is_a_warning_that_names_what_it_waits_for()
    {
        var world = new ClickWorld();
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        using var run = StartWithBlockedSink(world, written.Task);
        run.Wait(TimeSpan.FromSeconds(29));
        Assert.Empty(Warnings());
        run.Wait(TimeSpan.FromSeconds(1));
        var warning = "No checkpoint has completed for 30s; the interval is 10s. Cause: checkpoint 1 waits for the state of lake.";
        Assert.Equal([warning], Warnings());
        run.Wait(TimeSpan.FromSeconds(29));
        Assert.Single(Warnings());
        run.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal([warning, warning.Replace("30s", "1m", StringComparison.Ordinal)], Warnings());

        // Checkpoints complete again: none is overdue.
        written.SetResult();
        run.Wait(TimeSpan.FromSeconds(29));
        Assert.Equal(2, Warnings().Length);

        string[] Warnings() => [.. run.Clicks.Logs.Lines.Where(static l => l.Text.StartsWith("No checkpoint has completed", StringComparison.Ordinal)).Select(static l => l.Text)];
    }

    [Fact]
    public void A_warning_that_cannot_be_logged_ends_the_job_and_not_the_process()
    {
        var world = new ClickWorld();
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        using var run = StartWithBlockedSink(world, written.Task);
        run.Clicks.Logs.ThrowsFor = "No checkpoint has completed";

        // The timer's callback, on this thread, would throw here.
        run.Wait(TimeSpan.FromSeconds(30));
        written.SetResult();
        Assert.Contains("the log cannot be written", run.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_has_the_watermark_and_the_counts_of_the_barrier()
    {
        var world = new ClickWorld();
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Topic.Append(0, ClickInput.Click(1, 100).ToJson());
        using var run = StartWithBlockedSink(world, written.Task);

        // The barrier has passed the source and waits before the sink; the source continues to read.
        run.Wait(TimeSpan.FromSeconds(11));
        world.Topic.Append(0, ClickInput.Click(2, 500).ToJson());
        run.Run();
        Assert.Equal(2, run.Job.Counts()["clicks"].In);
        Assert.Equal(0, run.Job.LastCheckpoint);
        written.SetResult();
        run.Scheduler.RunUntil(Until.Async("the checkpoint", () => run.Job.LastCheckpoint == 1, () => run.Job.LastCheckpoint), "the checkpoint");

        var manifest = JsonSerializer.Deserialize(SealedJson.Open(world.Disk.ReadManifest(1)).Span, CheckpointJson.Default.Manifest)!;
        Assert.Equal(ClickInput.Start.AddSeconds(70), new DateTimeOffset(manifest.Watermark, TimeSpan.Zero));
        Assert.Equal(1, manifest.Nodes["clicks"].In);
    }

    [Fact]
    public async Task A_job_over_a_real_directory_continues_after_a_stop_and_leaves_only_listed_files()
    {
        using var directory = new TemporaryDirectory();
        var world = new ClickWorld(partitions: 2);
        var graph = new ClickGraph { Parallelism = 2 };
        List<byte[]> all = [];
        for (var life = 0; life < 4; life++)
        {
            for (var partition = 0; partition < 2; partition++)
            {
                var input = ClickInput.Random(new Random(life), 20_000, (life * 100_000) + (partition * 1_000_000));
                world.Topic.Append(partition, [.. input]);
                all.AddRange(input);
            }

            var process = new SimulatedProcess();
            var clicks = new ClickJob(world, graph with { Window = TimeSpan.FromHours(6), Within = TimeSpan.FromHours(10), Watermarks = new() { MaxOutOfOrderness = TimeSpan.FromHours(10) } }, process)
            {
                Store = new LocalCheckpointStore(directory.Path),
            };
            await using var job = await clicks.StartAsync();
            var stop = life < 3 ? job.SuspendAsync(TimeSpan.FromHours(1)) : job.Completion;
            job.RequestCheckpoint();
            if (life == 3)
            {
                job.Drain();
            }

            await Until.EndOf(stop, "the job's end");
            if (life == 3)
            {
                Expect.Balance(job.Counts(), new ClickModel(all, graph));
            }
        }

        Expect.Results(world, new ClickModel(all, graph with { Window = TimeSpan.FromHours(6) }));
        Assert.Equal(3, Directory.GetFiles(directory.Path, "checkpoint-*.json").Length);
        var listed = string.Concat(Directory.GetFiles(directory.Path, "checkpoint-*.json").Select(File.ReadAllText));
        Assert.All(Directory.GetFiles(Path.Combine(directory.Path, "files")), f => Assert.Contains(Path.GetFileName(f), listed, StringComparison.Ordinal));
    }

    // The sink writes nothing before the task has completed: a barrier waits in front of it.
    private static ClickRun StartWithBlockedSink(ClickWorld world, Task written) => ClickRun.Start(world, configure: (w, graph, process, scheduler) => new ClickJob(w, graph, process)
    {
        Scheduler = scheduler,
        Lake = new MemorySink<Click>(w.Lake, process) { BeforeWrite = () => new ValueTask(written) },
    });
}
