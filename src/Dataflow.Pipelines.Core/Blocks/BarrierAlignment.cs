using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// The alignment of a checkpoint's barriers: an input that has sent its barrier is held until all others have sent theirs or have ended, so that the
/// snapshot cuts all inputs at their barriers. Accessed only by the lane.
/// </summary>
internal sealed class BarrierAlignment(IReadOnlyList<BlockInput> inputs)
{
    private int _awaited;

    /// <summary>The barrier that some inputs have sent and others have not.</summary>
    public CheckpointBarrier? Current { get; private set; }

    /// <summary>Whether all inputs have sent the current barrier: the snapshot is taken now, and then <see cref="Release"/> is called.</summary>
    public bool IsComplete => Current is not null && _awaited == 0;

    /// <summary>Queues a message of an input that is held.</summary>
    /// <returns>Whether it was queued.</returns>
    public static bool TryHold(BlockInput input, Message message)
    {
        if (input.IsAligned)
        {
            input.Held.Enqueue(message);
        }

        return input.IsAligned;
    }

    /// <summary>An input has sent its barrier.</summary>
    /// <returns>False where other inputs have sent the barrier of another checkpoint.</returns>
    public bool Take(BlockInput input, CheckpointBarrier barrier)
    {
        if (Current is null)
        {
            Current = barrier;
            _awaited = inputs.Count(static i => !i.HasEnded);
        }
        else if (Current.Checkpoint != barrier.Checkpoint)
        {
            return false;
        }

        input.IsAligned = true;
        _awaited--;
        return true;
    }

    /// <summary>An input has ended, and counts as aligned.</summary>
    public void End(BlockInput input)
    {
        input.HasEnded = true;
        if (Current is not null)
        {
            _awaited--;
        }
    }

    /// <summary>Ends the alignment after the snapshot: <see cref="TryTakeHeld"/> returns the held messages.</summary>
    public void Release()
    {
        Current = null;
        foreach (var input in inputs)
        {
            input.IsAligned = false;
        }
    }

    /// <summary>The next held message of an input that is no longer held. A barrier among them holds its input again.</summary>
    public bool TryTakeHeld(out int index, [NotNullWhen(true)] out Message? held)
    {
        for (index = 0; index < inputs.Count; index++)
        {
            if (!inputs[index].IsAligned && inputs[index].Held.TryDequeue(out held))
            {
                return true;
            }
        }

        held = null;
        return false;
    }

    /// <summary>Releases the held messages, which will not be processed.</summary>
    public void Discard()
    {
        foreach (var input in inputs)
        {
            while (input.Held.TryDequeue(out var held))
            {
                held.Release();
            }
        }
    }
}
