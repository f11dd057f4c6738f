using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.Tests.Blocks;

public sealed class InputClockTests
{
    private readonly BlockInput[] _inputs = [new(null!, 0), new(null!, 0)];
    private readonly InputClock _clock;

    public InputClockTests() => _clock = new InputClock(_inputs);

    [Fact]
    public void It_advances_to_the_least_watermark_of_its_inputs()
    {
        Assert.Equal((TimeStep.None, Watermark.None), Take(0, 100));
        Assert.Equal((TimeStep.Advance, 40), Take(1, 40));
        Assert.Equal((TimeStep.Advance, 100), Take(1, 200));
        Assert.Equal((TimeStep.None, 100), Take(1, 300));
    }

    [Fact]
    public void A_decreasing_watermark_is_refused_and_changes_nothing()
    {
        Take(0, 100);
        Assert.False(InputClock.Take(_inputs[0], 99));
        Assert.Equal(100, _inputs[0].Watermark);
    }

    [Fact]
    public void Idle_inputs_hold_nothing_back_and_idleness_is_sent_once()
    {
        Take(1, 50);
        Assert.Equal((TimeStep.Advance, 50), BecomeIdle(0));
        Assert.Equal(TimeStep.BecomeIdle, BecomeIdle(1).Step);
        Assert.Equal(TimeStep.None, BecomeIdle(1).Step);
    }

    [Fact]
    public void The_first_watermark_after_idleness_is_repeated_where_it_does_not_advance()
    {
        Take(0, 10);
        Take(1, 10);
        BecomeIdle(0);
        BecomeIdle(1);
        Assert.Equal(TimeStep.Repeat, Take(0, 10).Step);
        Assert.Equal(TimeStep.None, Take(0, 10).Step);
    }

    [Fact]
    public void Records_end_idleness_without_a_watermark()
    {
        Take(0, 10);
        Take(1, 10);
        BecomeIdle(0);
        BecomeIdle(1);
        _clock.TakeRecords(_inputs[0]);
        Assert.Equal(TimeStep.None, Take(0, 10).Step);
        Assert.Equal(TimeStep.BecomeIdle, BecomeIdle(0).Step);
    }

    [Fact]
    public void An_input_that_was_suspended_holds_back_and_one_whose_data_ended_does_not()
    {
        Take(0, 10);
        Take(1, 10);
        _inputs[0].HasEnded = true;
        Assert.Equal((TimeStep.None, 10), Take(1, 500));

        _inputs[0].Watermark = Watermark.End;
        Assert.Equal((TimeStep.Advance, 600), Take(1, 600));
    }

    private (TimeStep Step, long Ticks) Take(int input, long ticks)
    {
        Assert.True(InputClock.Take(_inputs[input], ticks));
        return Move();
    }

    private (TimeStep Step, long Ticks) BecomeIdle(int input)
    {
        _inputs[input].IsIdle = true;
        return Move();
    }

    private (TimeStep Step, long Ticks) Move()
    {
        var step = _clock.Step(out var ticks);
        if (step == TimeStep.Advance)
        {
            _clock.Ticks = ticks;
        }

        return (step, ticks);
    }
}
