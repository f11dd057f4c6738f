using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Blocks;

public sealed class WatermarkTests
{
    [Fact]
    public void The_watermark_is_the_least_of_the_inputs_and_waits_for_all()
    {
        using var rig = Rig.Start(2);
        rig.Feeders[0].Watermark(100);
        rig.Run();
        Assert.Empty(rig.Probe.Seen);

        rig.Feeders[1].Watermark(40);
        rig.Feeders[1].Watermark(70);
        rig.Run();
        Assert.Equal("watermark 70", rig.Probe.Seen[^1]);
        rig.Feeders[1].Watermark(200);
        rig.Run();
        Assert.Equal("watermark 100", rig.Probe.Seen[^1]);
        Assert.Equal(rig.Probe.Seen, rig.Behind.Seen);
    }

    [Fact]
    public void An_idle_input_holds_nothing_back_until_it_is_active_again()
    {
        using var rig = Rig.Start(2);
        rig.Feeders[0].Idle();
        rig.Feeders[1].Watermark(100);
        rig.Run();
        Assert.Equal(["watermark 100"], rig.Probe.Seen);

        rig.Feeders[0].Watermark(120);
        rig.Feeders[1].Watermark(500);
        rig.Run();
        Assert.Equal("watermark 120", rig.Probe.Seen[^1]);
    }

    [Fact]
    public void A_block_with_idle_inputs_only_is_idle_itself()
    {
        using var rig = Rig.Start(2);
        rig.Feeders[0].Watermark(10);
        rig.Feeders[1].Watermark(10);
        rig.Feeders[0].Idle();
        rig.Run();
        Assert.False(rig.Behind.Inputs[0].IsIdle);
        rig.Feeders[1].Idle();
        rig.Run();
        Assert.True(rig.Behind.Inputs[0].IsIdle);

        rig.Feeders[1].Watermark(20);
        rig.Run();
        Assert.False(rig.Behind.Inputs[0].IsIdle);
        Assert.Equal("watermark 20", rig.Behind.Seen[^1]);
    }

    [Fact]
    public void A_watermark_never_decreases()
    {
        using var rig = Rig.Start(1);
        rig.Feeders[0].Watermark(100);
        rig.Feeders[0].Watermark(50);
        rig.Run();
        Assert.Equal(["watermark 100"], rig.Probe.Seen);
    }

    [Fact]
    public void An_input_whose_data_has_ended_holds_nothing_back()
    {
        using var rig = Rig.Start(2);
        rig.Feeders[0].Watermark(Watermark.End);
        rig.Feeders[1].Watermark(100);
        rig.Run();
        Assert.Equal(["watermark 100"], rig.Probe.Seen);
        rig.Feeders[1].Watermark(Watermark.End);
        rig.Run();
        Assert.Equal("end of time", rig.Probe.Seen[^1]);
    }

    [Fact]
    public void An_input_that_was_suspended_still_holds_the_watermark_back()
    {
        using var rig = Rig.Start(2);
        rig.Feeders[0].Watermark(10);
        rig.Feeders[1].Watermark(500);
        rig.Feeders[0].End();
        rig.Feeders[1].Watermark(600);
        rig.Run();
        Assert.Equal(["watermark 10"], rig.Probe.Seen);
    }

    [Fact]
    public void Watermarks_wait_behind_the_records_before_them()
    {
        using var rig = Rig.Start(1, isOpen: false);
        rig.Scheduler.RunUntil(rig.Send(0, 1, 2), "sending");
        rig.Feeders[0].Watermark(2);
        rig.Run();
        Assert.Empty(rig.Probe.Seen);
        rig.Probe.Open();
        rig.Run();
        Assert.Equal(["0:1", "0:2", "watermark 2"], rig.Behind.Seen);
    }
}
