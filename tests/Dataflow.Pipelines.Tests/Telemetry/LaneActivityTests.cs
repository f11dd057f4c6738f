using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Telemetry;

public sealed class LaneActivityTests
{
    [Fact]
    public void A_lane_that_processes_is_busy_also_before_it_is_done()
    {
        using var rig = Rig.Start(1, new EdgeBuffer(2), isOpen: false);
        rig.Scheduler.RunUntil(rig.Send(0, 1), "sending");
        rig.Run();
        var lane = rig.Probe.Lane.Activity;
        Assert.Equal(TimeSpan.Zero, lane.Read().Busy);

        rig.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), lane.Read().Busy);

        rig.Probe.Open();
        rig.Run();
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.Zero, 0), (lane.Read().Busy, lane.Read().Waiting, lane.Read().Waits));
    }

    [Fact]
    public void A_lane_that_waits_for_a_credit_is_not_busy()
    {
        using var rig = Rig.Start(1, new EdgeBuffer(2), isOpen: false);
        var sending = rig.Send(0, 1, 2, 3);
        rig.Run();
        var lane = rig.Feeders[0].Lane.Activity;
        Assert.Same(rig.EdgeOf(0), lane.WaitsFor);

        rig.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(4), lane.Read().Waiting);

        rig.Probe.Let();
        rig.Run();
        Assert.True(sending.IsCompletedSuccessfully);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(lane.WaitsFor);
        Assert.Equal((TimeSpan.FromSeconds(4), 1), (lane.Read().Waiting, lane.Read().Waits));
        rig.Probe.Open();
        rig.Run();
    }
}
