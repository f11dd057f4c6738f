using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs.Monitoring;

public sealed class StallDetectorTests
{
    private const string DoesNotReturn = "it has not finished one message: code of the node or of nodes fused to it, or the service behind it, does not return";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_lane_that_does_not_return_is_named_after_a_minute_and_once()
    {
        using var rig = Rig.Start(1, new EdgeBuffer(2), isOpen: false);
        var detector = new StallDetector(rig.Job.Blocks, rig.Time);
        var sending = rig.Send(0, 1, 2, 3);
        rig.Run();
        Assert.Empty(detector.Look(out _, out _));
        rig.Time.Advance(59 * Second);
        Assert.Empty(detector.Look(out _, out _));

        rig.Time.Advance(Second);
        var stall = Assert.Single(detector.Look(out var begun, out _));
        Assert.Equal(new Stall("probe", 0, "feeder_0", 2, 60 * Second, DoesNotReturn), stall);
        Assert.Equal("The edge from 'feeder_0' to 'probe', lane 0,", stall.Place);
        Assert.Equal([stall], begun);

        rig.Time.Advance(Second);
        Assert.Equal(61 * Second, Assert.Single(detector.Look(out begun, out var ended)).For);
        Assert.Empty(begun);
        Assert.Empty(ended);

        rig.Probe.Let();
        rig.Run();
        Assert.Empty(detector.Look(out _, out ended));
        Assert.Same(rig.Probe, Assert.Single(ended));
        rig.Probe.Open();
        rig.Run();
        Assert.True(sending.IsCompletedSuccessfully);
    }

    [Fact]
    public void Of_lanes_that_wait_for_each_other_the_last_one_is_named()
    {
        using var rig = Rig.Start(1, new EdgeBuffer(1), isBehindOpen: false);
        var detector = new StallDetector(rig.Job.Blocks, rig.Time);
        _ = rig.Send(0, 1, 2, 3, 4, 5);
        rig.Run();
        Assert.NotNull(rig.Probe.Lane.Activity.WaitsFor);
        detector.Look(out _, out _);
        rig.Time.Advance(60 * Second);
        var stall = Assert.Single(detector.Look(out _, out _));
        Assert.Equal(("behind", "probe"), (stall.Node, stall.From));
        rig.Behind.Open();
        rig.Run();
    }

    [Fact]
    public void A_lane_that_is_unoccupied_or_slow_is_not_stalled()
    {
        using var rig = Rig.Start(1, new EdgeBuffer(2), isOpen: false);
        var detector = new StallDetector(rig.Job.Blocks, rig.Time);
        rig.Time.Advance(600 * Second);
        Assert.Empty(detector.Look(out _, out _));
        _ = rig.Send(0, [.. Enumerable.Range(1, 10)]);
        for (var i = 0; i < 10; i++)
        {
            rig.Run();
            rig.Time.Advance(50 * Second);
            Assert.Empty(detector.Look(out _, out _));
            rig.Probe.Let();
        }

        rig.Run();
    }

    [Fact]
    public void A_source_that_completes_chunks_is_not_stalled_although_it_sends_nothing()
    {
        using var rig = Rig.Start(1);
        var detector = new StallDetector(rig.Job.Blocks, rig.Time);
        var source = rig.Feeders[0].Lane;
        for (var i = 0; i < 5; i++)
        {
            source.Activity.Begin();
            rig.Time.Advance(50 * Second);
            Assert.Empty(detector.Look(out _, out _));
            source.Activity.End(source.State);
        }

        source.Activity.Begin();
        Assert.Empty(detector.Look(out _, out _));
        rig.Time.Advance(60 * Second);
        Assert.Equal("Source 'feeder_0', lane 0,", Assert.Single(detector.Look(out _, out _)).Place);
        source.Activity.End(source.State);
    }

    [Fact]
    public void A_lane_that_aligns_names_the_input_whose_barrier_is_missing()
    {
        using var rig = Rig.Start(2, new EdgeBuffer(4));
        var detector = new StallDetector(rig.Job.Blocks, rig.Time);
        rig.Feeders[0].Barrier(7);
        rig.Scheduler.RunUntil(rig.Send(0, 1), "sending");
        rig.Run();
        detector.Look(out _, out _);
        rig.Time.Advance(60 * Second);
        Assert.Equal("it waits for the barrier of checkpoint 7 from 'feeder_1'", Assert.Single(detector.Look(out _, out _)).Cause);
        rig.Feeders[1].Barrier(7);
        rig.Run();
    }

    [Fact]
    public void A_lane_without_a_thread_is_distinguished_from_one_that_does_not_return()
    {
        using var rig = Rig.Start(1, new EdgeBuffer(4));
        var detector = new StallDetector(rig.Job.Blocks, rig.Time);
        _ = rig.Feeders[0].SendAsync(1);
        detector.Look(out _, out _);
        rig.Time.Advance(60 * Second);
        Assert.StartsWith("it is not scheduled", Assert.Single(detector.Look(out _, out _)).Cause);
        rig.Run();
    }
}
