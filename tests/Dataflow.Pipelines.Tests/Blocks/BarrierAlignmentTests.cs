using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.Tests.Blocks;

public sealed class BarrierAlignmentTests
{
    private readonly BlockInput[] _inputs = [new(null!, 0), new(null!, 0), new(null!, 0)];
    private readonly BarrierAlignment _alignment;

    public BarrierAlignmentTests() => _alignment = new BarrierAlignment(_inputs);

    [Fact]
    public void It_is_complete_when_each_input_has_sent_its_barrier_or_ended()
    {
        Assert.False(_alignment.IsComplete);
        _alignment.End(_inputs[0]);
        Assert.False(_alignment.IsComplete);
        Assert.True(_alignment.Take(_inputs[1], Barrier(4)));
        Assert.False(_alignment.IsComplete);
        Assert.True(_alignment.Take(_inputs[2], Barrier(4)));
        Assert.True(_alignment.IsComplete);
        Assert.Equal(4, _alignment.Current!.Checkpoint);

        _alignment.Release();
        Assert.False(_alignment.IsComplete);
        Assert.Null(_alignment.Current);
    }

    [Fact]
    public void An_end_during_an_alignment_counts()
    {
        _alignment.Take(_inputs[0], Barrier(4));
        _alignment.End(_inputs[1]);
        Assert.False(_alignment.IsComplete);
        _alignment.End(_inputs[2]);
        Assert.True(_alignment.IsComplete);
    }

    [Fact]
    public void A_barrier_of_another_checkpoint_is_refused()
    {
        _alignment.Take(_inputs[0], Barrier(4));
        Assert.False(_alignment.Take(_inputs[1], Barrier(5)));
        Assert.False(_inputs[1].IsAligned);
        Assert.Equal(4, _alignment.Current!.Checkpoint);
    }

    [Fact]
    public void Held_messages_are_processed_by_input_in_order_and_the_next_barrier_holds_again()
    {
        var messages = Enumerable.Range(0, 5).Select(static _ => (Message)Tick()).ToArray();
        Assert.False(BarrierAlignment.TryHold(_inputs[0], messages[0]));
        _alignment.Take(_inputs[0], Barrier(4));
        Assert.All([messages[0], Barrier(5), messages[1]], message => Assert.True(BarrierAlignment.TryHold(_inputs[0], message)));
        _alignment.Take(_inputs[1], Barrier(4));
        Assert.True(BarrierAlignment.TryHold(_inputs[1], messages[2]));
        _alignment.Take(_inputs[2], Barrier(4));

        _alignment.Release();
        List<(int, Message)> went = [];
        while (_alignment.TryTakeHeld(out var input, out var held))
        {
            if (held is CheckpointBarrier next)
            {
                Assert.True(_alignment.Take(_inputs[input], next));
            }
            else
            {
                went.Add((input, held));
            }
        }

        Assert.Equal([(0, messages[0]), (1, messages[2])], went);
        Assert.True(_inputs[0].IsAligned);
        Assert.Equal([messages[1]], _inputs[0].Held);
    }

    private static CheckpointBarrier Barrier(long checkpoint) => new(checkpoint, last: false, sentAt: 0);

    private static Watermark Tick() => new(0);
}
