using System.Diagnostics;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Jobs;

namespace Dataflow.Pipelines.Tests.Telemetry;

/// <summary>The measurements of a job, in virtual time.</summary>
public sealed class JobTelemetryTests
{
    [Fact]
    public void A_job_is_measured_from_its_start_to_its_end()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, [.. Messages(0, 100)]);
        using var listener = new Listener("measured");
        using (var run = Start(world, "measured"))
        {
            run.Checkpoint();
            run.Wait(TimeSpan.FromSeconds(4));
            var seen = listener.Collect();
            Assert.Contains("records.in{node=clicks} 100", seen);
            Assert.Contains("records.out{node=lake} 100", seen);
            Assert.Contains("source.lag{node=clicks} 0", seen);
            Assert.Contains("source.idle{node=clicks,lane=0} 0", seen);
            Assert.Contains("lane.buffer.fill{node=distinct,lane=0} 0", seen);
            Assert.Contains("lane.busy.share{node=distinct,lane=0} 0", seen);
            Assert.Contains("state.entries{node=distinct,state=keys,tier=memory} 100", seen);
            Assert.Contains("checkpoint.duration{} 0", seen);
            Assert.Contains("checkpoint.age{} 4", seen);
            Assert.Contains("job.running{} 1", seen);
            Assert.Contains(seen, static line => line.StartsWith("checkpoint.size{} ", StringComparison.Ordinal));
            Assert.Contains(seen, static line => line.StartsWith("node.watermark.delay{node=totals} ", StringComparison.Ordinal));
            run.Suspend();
        }

        var after = listener.Collect();
        Assert.Contains("records.in{node=clicks} 100", after);
        Assert.DoesNotContain(after, static line => line.StartsWith("job.running", StringComparison.Ordinal));
    }

    [Fact]
    public void Records_that_a_checkpoint_has_counted_are_not_counted_again()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, [.. Messages(0, 100)]);
        using var listener = new Listener("counted");
        Start(world, "counted").Suspend();
        world.Topic.Append(0, [.. Messages(100, 10)]);
        using var run = Start(world, "counted");
        run.Checkpoint();
        Assert.Equal(110, run.Job.Counts()["clicks"].In);
        Assert.Contains("records.in{node=clicks} 110", listener.Collect());
        Assert.Contains("state.entries{node=distinct,state=keys,tier=memory} 110", listener.Collect());
    }

    [Fact]
    public void The_start_and_each_checkpoint_are_activities()
    {
        List<Activity> done = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == PipelineTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (done)
                {
                    done.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = new Activity("caller").Start();
        using (var run = Start(new ClickWorld(), "traced"))
        {
            run.Checkpoint();
        }

        Assert.Same(caller, Activity.Current);
        Activity[] ours;
        lock (done)
        {
            ours = [.. done.Where(static a => Equals(a.GetTagItem("pipeline"), "traced"))];
        }

        Assert.Equal(["dataflow.job.start", "dataflow.checkpoint"], ours.Select(static a => a.OperationName));
        Assert.Equal(caller.TraceId, ours[0].TraceId);
        Assert.NotEqual(caller.TraceId, ours[1].TraceId);
        Assert.Equal([0L, 1L], ours.Select(static a => a.GetTagItem("checkpoint")));
        Assert.Equal(["states durable", "manifest durable"], ours[1].Events.Select(static e => e.Name));
    }

    private static IEnumerable<byte[]> Messages(int first, int count) => Enumerable.Range(first, count).Select(static i => ClickInput.Click(i, i).ToJson());

    private static ClickRun Start(ClickWorld world, string pipeline) =>
        ClickRun.Start(world, configure: (w, graph, process, scheduler) => new ClickJob(w, graph, process) { Scheduler = scheduler, Pipeline = pipeline });
}
