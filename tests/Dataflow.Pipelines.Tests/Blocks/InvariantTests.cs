using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Faults;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Blocks;

/// <summary>Invariants that the engine also checks in release builds: each test violates one of them.</summary>
public sealed class InvariantTests
{
    [Fact]
    public void A_batch_that_is_released_too_often_is_an_error()
    {
        var batch = new BatchPool<Click>().Rent();
        batch.Release();
        Assert.Contains("was released more often than it was held", Assert.Throws<EngineFaultException>(batch.Release).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_released_batch_cannot_be_retained()
    {
        var batch = new BatchPool<Click>().Rent();
        batch.Retain();
        batch.Release();
        batch.Release();
        Assert.Contains("is held again after its last holder has released it", Assert.Throws<EngineFaultException>(batch.Retain).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credit_that_was_not_taken_cannot_be_returned()
    {
        using var rig = Rig.Start(1);
        Assert.Contains("was returned twice", Assert.Throws<EngineFaultException>(rig.EdgeOf(0).ReturnCredit).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watermark_never_decreases() => FailsAfter(
        "goes back from 0001-01-01T00:00:00.0000020+00:00 to 0001-01-01T00:00:00.0000010+00:00", static edge =>
        {
            edge.PostWatermark(new Watermark(20));
            edge.PostWatermark(new Watermark(10));
        });

    [Fact]
    public void Nothing_follows_the_end_of_an_input() => FailsAfter("has ended, but received Watermark", static edge =>
    {
        edge.PostControl(EndOfInput.Instance);
        edge.PostWatermark(new Watermark(10));
    });

    private static void FailsAfter(string expected, Action<Edge> act)
    {
        using var rig = Rig.Start(2);
        act(rig.EdgeOf(0));
        rig.Run();
        var fault = Assert.IsType<PipelineFaultException>(rig.Job.Completion.Exception?.InnerException);
        Assert.Equal("probe", fault.Node);
        Assert.Contains(expected, Assert.IsType<EngineFaultException>(fault.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Barriers_of_two_checkpoints_are_not_aligned_with_each_other()
    {
        using var rig = Rig.Start(2);
        rig.EdgeOf(0).PostControl(new CheckpointBarrier(7, false, 0));
        rig.EdgeOf(1).PostControl(new CheckpointBarrier(8, false, 0));
        rig.Run();
        Assert.Contains("aligns checkpoint 7 but received the barrier of 8", rig.Job.Completion.Exception?.InnerException?.Message, StringComparison.Ordinal);
    }
}
