using System.ComponentModel;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Faults;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// One lane of a vertex. It processes one message after the other, so that its state needs no lock. Watermarks, barriers and the end travel in band; with
/// several inputs a barrier is aligned.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Block : IAsyncDisposable
{
    private readonly List<BlockInput> _inputs = [];
    private readonly BlockOutputs _outputs = new();
    private readonly BarrierAlignment _alignment;
    private readonly InputClock _clock;
    private Mailbox? _mailbox;
    private Task<BlockSnapshot>? _snapshot;
    private bool _hasEnded;
    private long _alignmentBegan;

    /// <summary>A lane of a vertex.</summary>
    private protected Block(LaneContext lane)
    {
        ArgumentNullException.ThrowIfNull(lane);
        Lane = lane;
        lane.Block = this;
        _alignment = new BarrierAlignment(_inputs);
        _clock = new InputClock(_inputs);
    }

    /// <summary>The identity and the services of the lane.</summary>
    public LaneContext Lane { get; }

    internal IReadOnlyList<BlockInput> Inputs => _inputs;

    internal BlockOutputs Outputs => _outputs;

    /// <summary>The watermark up to which this block has received all records; UTC ticks.</summary>
    internal long CurrentWatermark => _clock.Ticks;

    /// <summary>Completes when the block has processed the end of its inputs, or was stopped.</summary>
    internal virtual Task Completion => _mailbox?.Completion ?? Task.CompletedTask;

    /// <summary>Adds an output; called by constructors.</summary>
    protected Output<T> AddOutput<T>()
        where T : struct, IRecord<T>
    {
        var output = new Output<T>(Lane.Pool<T>());
        _outputs.Add(output);
        return output;
    }

    /// <summary>Why the block cannot process its messages, as a clause; <see langword="null"/> while it can. Any thread may read it.</summary>
    internal virtual string? StallReason => null;

    /// <summary>For display on any thread: what the block waits for between two messages although it has batches, as a noun; <see langword="null"/> where it waits for nothing.</summary>
    internal virtual string? Awaited => _alignment.Current is { } barrier && _inputs.Find(static i => !i.IsAligned && !i.HasEnded) is { } late
        ? FormattableString.Invariant($"the barrier of checkpoint {barrier.Checkpoint} from '{late.Edge.From.Node}'")
        : null;

    /// <summary>Completes when the lane and the asynchronous part of its last snapshot have ended.</summary>
    internal virtual async Task StoppedAsync()
    {
        await Completion;
        if (_snapshot is not null)
        {
            // Its fault has reached the checkpoint already.
            await Task.WhenAny(_snapshot);
        }
    }

    internal Edge AddInput(EdgeBuffer buffer, LaneContext upstream, int port = 0)
    {
        var dropped = buffer.WhenFull is WhenFull.Wait or WhenFull.Fail ? null : upstream.Counters(buffer.Node ?? Lane.Node);
        var edge = new Edge(upstream, this, _inputs.Count, buffer, dropped);
        _inputs.Add(new BlockInput(edge, port));
        return edge;
    }

    /// <summary>
    /// Opens the resources of the block. Called once, after its state was restored and before any block starts.
    /// </summary>
    internal virtual ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Raises the watermark to that of the checkpoint, so that closed windows stay closed.</summary>
    private protected void RestoreWatermark(long ticks) => _clock.Ticks = Math.Max(_clock.Ticks, ticks);

    internal virtual void Start() => _mailbox = new Mailbox(ReceiveAsync, _inputs.Sum(static i => i.Edge.MailboxShare), Lane.Job.Scheduler);

    internal void Post(int input, Message message)
    {
        if (!_mailbox!.TryPost(input, message))
        {
            message.Release();
            Lane.Fail(new EngineFaultException($"The mailbox of '{Lane.Node}' refused a message of input {input}: a credit was counted wrongly."));
        }
    }

    /// <summary>Requests <see cref="OnTickAsync"/> between two messages; any thread may call. A lane that has ended ignores it.</summary>
    private protected void PostTick() => _mailbox!.PostTick();

    /// <summary>No message follows: the mailbox is drained and completes.</summary>
    internal virtual void Complete() => _mailbox?.Complete();

    /// <summary>The second phase of a commit: the checkpoint is durable.</summary>
    internal virtual ValueTask CommitAsync(BlockSnapshot snapshot, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Whether the block holds batches after <see cref="ProcessAsync"/>; it then calls <see cref="Done"/> for each.</summary>
    private protected virtual bool HoldsBatches => false;

    /// <summary>Releases a batch and returns its credit.</summary>
    private protected void Done(int input, Message batch)
    {
        batch.Release();
        _inputs[input].Edge.ReturnCredit();
    }

    /// <summary>Index of the node's input that an edge belongs to.</summary>
    private protected int PortOf(int input) => _inputs[input].Port;

    /// <summary>All inputs have sent their barrier; outputs are flushed afterwards and the snapshot is taken.</summary>
    private protected virtual ValueTask OnBarrierAsync(CheckpointBarrier barrier) => ValueTask.CompletedTask;

    /// <summary>All inputs have ended: no record may be emitted any more.</summary>
    private protected virtual void OnEnd()
    {
    }

    /// <summary>All inputs are idle.</summary>
    private protected virtual ValueTask OnIdleAsync()
    {
        PostControl(Idle.Instance);
        return ValueTask.CompletedTask;
    }

    /// <summary>Processes one batch; outputs are flushed afterwards and the batch is released.</summary>
    private protected abstract ValueTask ProcessAsync(int input, Message batch);

    /// <summary>All inputs have passed this event time, UTC ticks; outputs are flushed afterwards.</summary>
    private protected virtual ValueTask OnWatermarkAsync(long ticks) => ValueTask.CompletedTask;

    /// <summary>Runs after <see cref="PostTick"/>; outputs are flushed afterwards.</summary>
    private protected virtual ValueTask OnTickAsync() => ValueTask.CompletedTask;

    /// <summary>Called before the snapshot, after outputs were flushed: sets values that the operator does not keep up to date.</summary>
    private protected virtual void OnSnapshot(CheckpointBarrier barrier)
    {
    }

    /// <summary>Sends the records that the outputs have collected.</summary>
    private protected ValueTask FlushAsync() => _outputs.FlushAsync();

    /// <summary>Called where no reference to a state entry is held: sends the records that the outputs have collected, and lets state be evicted from memory.</summary>
    private protected async ValueTask EndRoundAsync()
    {
        await FlushAsync();
        await Lane.State.TrimAsync();
    }

    /// <summary>The watermark of the outputs at a watermark of the block: lower where the block emits records after their time has passed.</summary>
    private protected virtual long WatermarkBehind(long ticks) => ticks;

    private protected virtual async ValueTask AdvanceAsync(long ticks)
    {
        _clock.Ticks = ticks;
        await OnWatermarkAsync(ticks);
        await EndRoundAsync();
        _outputs.PostWatermark(WatermarkBehind(ticks));
    }

    /// <summary>Ends idleness downstream where the watermark has not moved.</summary>
    private protected void RepeatWatermark() =>
        _outputs.PostWatermark(_clock.Ticks == Watermark.None ? Watermark.None : WatermarkBehind(_clock.Ticks));

    private protected void PostControl(Message control) => _outputs.PostControl(control);

    private protected async ValueTask TakeBarrierAsync(CheckpointBarrier barrier)
    {
        await OnBarrierAsync(barrier);
        await FlushAsync();
        OnSnapshot(barrier);
        Lane.Activity.Measure(Lane.State);
        Lane.Activity.NoteBarrier(barrier.SentAt);
        _snapshot = Lane.State.SnapshotAsync(barrier.Checkpoint, Lane.Ended);
        PostControl(barrier);
        Lane.Acknowledge(barrier.Checkpoint, _snapshot);
    }

    private async Task ReceiveAsync(Envelope envelope)
    {
        var message = envelope.Message;
        if (Lane.HasEnded)
        {
            message.Release();
            return;
        }

        Lane.Activity.Begin();
        try
        {
            if (message is Tick)
            {
                _mailbox!.TakeTick();
                await OnTickAsync();
                await EndRoundAsync();
                return;
            }

            if (!BarrierAlignment.TryHold(_inputs[envelope.Input], message))
            {
                await DispatchAsync(envelope.Input, message);
            }
        }
        catch (OperationCanceledException) when (Lane.HasEnded)
        {
            // The job has ended while this lane waited for a credit.
        }
        catch (Exception fault)
        {
            Lane.Fail(fault);
        }
        finally
        {
            Lane.Activity.End(Lane.State);
        }
    }

    private async ValueTask DispatchAsync(int index, Message message)
    {
        var input = _inputs[index];
        if (input.HasEnded)
        {
            throw new EngineFaultException($"Input {index} of '{Lane.Node}' has ended, but received {message.GetType().Name}.");
        }

        switch (message)
        {
            case Watermark next:
                input.Edge.ReturnMark();
                if (!InputClock.Take(input, next.Ticks))
                {
                    throw new EngineFaultException($"The watermark of input {index} of '{Lane.Node}' goes back from {EventTime.ToInstant(input.Watermark):O} to {EventTime.ToInstant(next.Ticks):O}.");
                }

                await MoveTimeAsync();
                break;
            case Idle:
                input.Edge.ReturnMark();
                input.IsIdle = true;
                await MoveTimeAsync();
                break;
            case CheckpointBarrier barrier:
                _alignmentBegan = _alignment.Current is null ? Lane.Time.GetTimestamp() : _alignmentBegan;
                if (!_alignment.Take(input, barrier))
                {
                    throw new EngineFaultException($"'{Lane.Node}' aligns checkpoint {_alignment.Current!.Checkpoint} but received the barrier of {barrier.Checkpoint}.");
                }

                await ReleaseIfCompleteAsync();
                break;
            case EndOfInput:
                _alignment.End(input);
                await ReleaseIfCompleteAsync();
                End();
                break;
            default:
                _clock.TakeRecords(input);
                try
                {
                    await ProcessAsync(index, message);
                    await EndRoundAsync();
                }
                finally
                {
                    if (!HoldsBatches)
                    {
                        Done(index, message);
                    }
                }

                break;
        }
    }

    private async ValueTask MoveTimeAsync()
    {
        switch (_clock.Step(out var ticks))
        {
            case TimeStep.Advance:
                await AdvanceAsync(ticks);
                break;
            case TimeStep.Repeat:
                RepeatWatermark();
                break;
            case TimeStep.BecomeIdle:
                await OnIdleAsync();
                break;
        }
    }

    private async ValueTask ReleaseIfCompleteAsync()
    {
        if (!_alignment.IsComplete)
        {
            return;
        }

        if (_inputs.Count > 1)
        {
            EventMeters.Align(Lane.Pipeline, Lane.Node, Lane.Time.GetElapsedTime(_alignmentBegan));
        }

        await TakeBarrierAsync(_alignment.Current!);
        _alignment.Release();
        while (_alignment.TryTakeHeld(out var input, out var held))
        {
            await DispatchAsync(input, held);
        }
    }

    private void End()
    {
        if (!_hasEnded && _inputs.TrueForAll(static i => i.HasEnded))
        {
            _hasEnded = true;
            OnEnd();
            PostControl(EndOfInput.Instance);
            _mailbox!.Complete();
        }
    }

    /// <summary>Releases the resources of the block outside the managed heap.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        _alignment.Discard();
        _outputs.Discard();

        // Last: it may fail on a full disk.
        await Lane.State.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
