namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// The event time of a block: the least watermark of its inputs that are not idle. An input whose data has ended has sent <see cref="Watermark.End"/>;
/// one that was suspended ends without it, and holds event time back for the next start. Accessed only by the lane, except <see cref="Ticks"/>.
/// </summary>
internal sealed class InputClock(IReadOnlyList<BlockInput> inputs)
{
    private long _ticks = Watermark.None;
    private bool _isIdle;

    /// <summary>The watermark up to which the block has received all records; UTC ticks. Any thread may read it.</summary>
    public long Ticks
    {
        get => Volatile.Read(ref _ticks);
        set => Volatile.Write(ref _ticks, value);
    }

    /// <summary>An input has sent a watermark.</summary>
    /// <returns>False where it goes back.</returns>
    public static bool Take(BlockInput input, long ticks)
    {
        if (ticks < input.Watermark)
        {
            return false;
        }

        input.Watermark = ticks;
        input.IsIdle = false;
        return true;
    }

    /// <summary>An input has sent records: it is not idle, and no watermark is needed to end idleness downstream.</summary>
    public void TakeRecords(BlockInput input)
    {
        input.IsIdle = false;
        _isIdle = false;
    }

    /// <summary>The next step, from the current watermarks and idleness of the inputs.</summary>
    /// <param name="ticks">The least watermark, for <see cref="TimeStep.Advance"/>.</param>
    public TimeStep Step(out long ticks)
    {
        ticks = Watermark.End;
        var active = 0;
        foreach (var input in inputs)
        {
            if (!input.IsIdle)
            {
                active++;
                ticks = Math.Min(ticks, input.Watermark);
            }
        }

        if (active == 0)
        {
            var wasActive = !_isIdle;
            _isIdle = true;
            return wasActive ? TimeStep.BecomeIdle : TimeStep.None;
        }

        var wasIdle = _isIdle;
        _isIdle = false;
        return ticks > _ticks ? TimeStep.Advance : wasIdle ? TimeStep.Repeat : TimeStep.None;
    }
}
