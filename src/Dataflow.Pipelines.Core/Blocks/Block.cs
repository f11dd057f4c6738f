using System.ComponentModel;
using System.Numerics;
using System.Threading.Tasks.Dataflow;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Faults;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// One lane of a vertex: an <see cref="ActionBlock{T}"/> that works off one message after the other, so that its state
/// needs no lock. Watermarks, barriers and the end travel in band; with several inputs a barrier is aligned.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Block : IAsyncDisposable
{
    private readonly List<BlockInput> _inputs = [];
    private readonly List<Output> _outputs = [];
    private ActionBlock<Envelope>? _mailbox;
    private CheckpointBarrier? _aligning;
    private Task<BlockSnapshot>? _snapshot;
    private int _awaited;
    private long _watermark = Watermark.None;
    private bool _isIdle;
    private bool _hasEnded;
    private bool _isTickPosted;

    /// <summary>A lane of a vertex.</summary>
    private protected Block(LaneContext lane)
    {
        ArgumentNullException.ThrowIfNull(lane);
        Lane = lane;
        lane.Block = this;
    }

    /// <summary>Which lane of which vertex this is, and what it may use.</summary>
    public LaneContext Lane { get; }

    internal IReadOnlyList<BlockInput> Inputs => _inputs;

    internal IReadOnlyList<Output> Outputs => _outputs;

    /// <summary>The watermark up to which this block has seen all records; UTC ticks.</summary>
    internal long CurrentWatermark => Volatile.Read(ref _watermark);

    /// <summary>Completes when the block has taken the end, or was told to stop.</summary>
    internal virtual Task Completion => _mailbox?.Completion ?? Task.CompletedTask;

    /// <summary>Adds an output; called by constructors.</summary>
    protected Output<T> AddOutput<T>()
        where T : struct, IRecord<T>
    {
        var output = new Output<T>(Lane.Pool<T>());
        _outputs.Add(output);
        return output;
    }

    /// <summary>Why the block cannot process what waits for it, as a clause; <see langword="null"/> while it can. Any thread may ask.</summary>
    internal virtual string? StallReason => null;

    /// <summary>Completes when neither the lane nor what its last snapshot began beside it runs any more.</summary>
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
        var edge = new Edge(this, _inputs.Count, buffer, dropped);
        _inputs.Add(new BlockInput(edge, port));
        return edge;
    }

    /// <summary>
    /// Opens what the block needs beside its state, which was restored before. Called once, before any block starts.
    /// </summary>
    internal virtual ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The watermark does not go back behind the one of the checkpoint: what was closed stays closed.</summary>
    private protected void RestoreWatermark(long ticks) => _watermark = Math.Max(_watermark, ticks);

    internal virtual void Start()
    {
        _mailbox = new ActionBlock<Envelope>(ReceiveAsync, new ExecutionDataflowBlockOptions
        {
            TaskScheduler = Lane.Job.Scheduler,
            MaxDegreeOfParallelism = 1,
            BoundedCapacity = _inputs.Sum(static i => i.Edge.MailboxShare) + 1,
            SingleProducerConstrained = false,
            EnsureOrdered = true,
        });
    }

    internal void Post(int input, Message message)
    {
        if (!_mailbox!.Post(new Envelope(input, message)))
        {
            message.Release();
            Lane.Fail(new EngineFaultException($"The mailbox of '{Lane.Node}' refused a message of input {input}: a credit was counted wrongly."));
        }
    }

    /// <summary>Asks for <see cref="OnTickAsync"/> between two messages; any thread may. A lane that has ended does not hear it.</summary>
    private protected void PostTick()
    {
        // One at a time: the mailbox has room for it.
        if (!Interlocked.Exchange(ref _isTickPosted, true))
        {
            _mailbox!.Post(new Envelope(-1, Tick.Instance));
        }
    }

    /// <summary>No message will come any more: the mailbox is worked off and completes.</summary>
    internal virtual void Complete() => _mailbox?.Complete();

    /// <summary>Completes the second half of a commit: the checkpoint is durable.</summary>
    internal virtual ValueTask CommitAsync(BlockSnapshot snapshot, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Whether batches stay with the block after <see cref="ProcessAsync"/>: it is done with each by <see cref="Done"/>.</summary>
    private protected virtual bool HoldsBatches => false;

    /// <summary>Gives a batch back, and its credit.</summary>
    private protected void Done(int input, Message batch)
    {
        batch.Release();
        _inputs[input].Edge.ReturnCredit();
    }

    /// <summary>Which of several inputs of the node an edge belongs to.</summary>
    private protected int PortOf(int input) => _inputs[input].Port;

    /// <summary>All inputs have sent their barrier; outputs are flushed afterwards and the state is taken.</summary>
    private protected virtual ValueTask OnBarrierAsync(CheckpointBarrier barrier) => ValueTask.CompletedTask;

    /// <summary>All inputs have ended: nothing may leave any more.</summary>
    private protected virtual void OnEnd()
    {
    }

    /// <summary>All inputs are idle.</summary>
    private protected virtual ValueTask OnIdleAsync()
    {
        PostControl(Idle.Instance);
        return ValueTask.CompletedTask;
    }

    /// <summary>Works on one batch; outputs are flushed afterwards and the batch is given back.</summary>
    private protected abstract ValueTask ProcessAsync(int input, Message batch);

    /// <summary>All inputs have passed this event time, UTC ticks; outputs are flushed afterwards.</summary>
    private protected virtual ValueTask OnWatermarkAsync(long ticks) => ValueTask.CompletedTask;

    /// <summary>Somebody has called <see cref="PostTick"/>; outputs are flushed afterwards.</summary>
    private protected virtual ValueTask OnTickAsync() => ValueTask.CompletedTask;

    /// <summary>The state is about to be taken, outputs are flushed: values that the operator does not keep up to date are set now.</summary>
    private protected virtual void OnSnapshot(CheckpointBarrier barrier)
    {
    }

    /// <summary>Counts a record that is dropped because its processing threw; says so less and less often.</summary>
    private protected void Skip(NodeCounters node, string place, Exception cause)
    {
        if (BitOperations.IsPow2(++node.Rejected))
        {
            Lane.Logger.Skipped(cause, node.Node, place, node.Rejected);
        }
    }

    /// <summary>Counts a record that is rejected, and puts it out as a dead letter.</summary>
    /// <param name="output">The output for rejects.</param>
    /// <param name="node">Counters of the node that rejects it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">Processing time.</param>
    /// <param name="row">The columns of the record.</param>
    private protected static void Reject(Output<DeadLetter> output, NodeCounters node, string reason, DateTimeOffset now, in BatchRow row)
    {
        var position = row.Position.GetValueOrDefault();
        node.Rejected++;
        output.Emitter.Time = row.Time;
        output.Emitter.Emit(new DeadLetter(node.Node, reason, now, position.Source ?? "", position.Partition, position.Offset, position.Payload));
    }

    /// <summary>Where a record was read, for an error; its index and time where that is not known.</summary>
    private protected static string PlaceOf(RecordBatch batch, int index) => batch.HasPositions
        ? $"{batch.Positions[index].Source}[{batch.Positions[index].Partition}]@{batch.Positions[index].Offset}"
        : $"{index} of its batch, event time {EventTime.ToInstant(batch.Times[index]):O}";

    /// <summary>Sends what the outputs have collected.</summary>
    private protected async ValueTask FlushAsync()
    {
        foreach (var output in _outputs)
        {
            if (output.HasRecords)
            {
                await output.FlushAsync();
            }
        }
    }

    /// <summary>A part of the work is done, and no reference to an entry of the state is held: sends what the outputs have collected, and lets state leave memory.</summary>
    private protected async ValueTask EndRoundAsync()
    {
        await FlushAsync();
        await Lane.State.TrimAsync();
    }

    /// <summary>What the block's watermark promises of its outputs: less where it puts records out after their time has passed.</summary>
    private protected virtual long WatermarkBehind(long ticks) => ticks;

    private protected virtual async ValueTask AdvanceAsync(long ticks)
    {
        Volatile.Write(ref _watermark, ticks);
        await OnWatermarkAsync(ticks);
        await EndRoundAsync();
        var message = new Watermark(WatermarkBehind(ticks));
        foreach (var output in _outputs)
        {
            output.PostWatermark(message);
        }
    }

    /// <summary>Ends idleness downstream where the watermark has not moved.</summary>
    private protected void RepeatWatermark()
    {
        var message = new Watermark(_watermark == Watermark.None ? Watermark.None : WatermarkBehind(_watermark));
        foreach (var output in _outputs)
        {
            output.PostWatermark(message);
        }
    }

    private protected void PostControl(Message control)
    {
        foreach (var output in _outputs)
        {
            output.PostControl(control);
        }
    }

    private protected async ValueTask TakeBarrierAsync(CheckpointBarrier barrier)
    {
        await OnBarrierAsync(barrier);
        await FlushAsync();
        OnSnapshot(barrier);
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

        try
        {
            if (message is Tick)
            {
                Volatile.Write(ref _isTickPosted, false);
                await OnTickAsync();
                await EndRoundAsync();
                return;
            }

            var input = _inputs[envelope.Input];
            if (input.IsAligned)
            {
                input.Held.Enqueue(message);
                return;
            }

            await DispatchAsync(envelope.Input, message);
        }
        catch (OperationCanceledException) when (Lane.HasEnded)
        {
            // The job has ended while this lane waited for a credit.
        }
        catch (Exception fault)
        {
            Lane.Fail(fault);
        }
    }

    private async ValueTask DispatchAsync(int index, Message message)
    {
        var input = _inputs[index];
        if (input.HasEnded)
        {
            throw new EngineFaultException($"Input {index} of '{Lane.Node}' has ended and was sent {message.GetType().Name}.");
        }

        switch (message)
        {
            case Watermark next:
                input.Edge.ReturnMark();
                if (next.Ticks < input.Watermark)
                {
                    throw new EngineFaultException($"The watermark of input {index} of '{Lane.Node}' goes back from {EventTime.ToInstant(input.Watermark):O} to {EventTime.ToInstant(next.Ticks):O}.");
                }

                input.Watermark = next.Ticks;
                input.IsIdle = false;
                await ReconsiderAsync();
                break;
            case Idle:
                input.Edge.ReturnMark();
                input.IsIdle = true;
                await ReconsiderAsync();
                break;
            case CheckpointBarrier barrier:
                await AlignAsync(input, barrier);
                break;
            case EndOfInput:
                input.HasEnded = true;
                await EndAsync();
                break;
            default:
                input.IsIdle = false;
                _isIdle = false;
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

    // The watermark of a block is the least of its inputs that are not idle. An input whose data has ended sends
    // Watermark.End; one that was suspended ends without, and holds back what belongs to the next start.
    private async ValueTask ReconsiderAsync()
    {
        var least = Watermark.End;
        var active = 0;
        foreach (var input in _inputs)
        {
            if (!input.IsIdle)
            {
                active++;
                least = Math.Min(least, input.Watermark);
            }
        }

        if (active == 0)
        {
            if (!_isIdle && _inputs.Exists(static i => !i.HasEnded))
            {
                _isIdle = true;
                await OnIdleAsync();
            }

            return;
        }

        var wasIdle = _isIdle;
        _isIdle = false;
        if (least > _watermark)
        {
            await AdvanceAsync(least);
        }
        else if (wasIdle)
        {
            RepeatWatermark();
        }
    }

    private async ValueTask AlignAsync(BlockInput input, CheckpointBarrier barrier)
    {
        if (_aligning is null)
        {
            _aligning = barrier;
            _awaited = _inputs.Count(static i => !i.HasEnded);
        }
        else if (_aligning.Checkpoint != barrier.Checkpoint)
        {
            throw new EngineFaultException($"'{Lane.Node}' aligns checkpoint {_aligning.Checkpoint} and was sent the barrier of {barrier.Checkpoint}.");
        }

        input.IsAligned = true;
        if (--_awaited == 0)
        {
            await ReleaseAsync();
        }
    }

    private async ValueTask EndAsync()
    {
        if (_aligning is not null && --_awaited == 0)
        {
            await ReleaseAsync();
        }

        if (!_hasEnded && _inputs.TrueForAll(static i => i.HasEnded))
        {
            _hasEnded = true;
            OnEnd();
            PostControl(EndOfInput.Instance);
            _mailbox!.Complete();
        }
    }

    private async ValueTask ReleaseAsync()
    {
        var barrier = _aligning!;
        _aligning = null;
        await TakeBarrierAsync(barrier);
        foreach (var input in _inputs)
        {
            input.IsAligned = false;
        }

        for (var i = 0; i < _inputs.Count; i++)
        {
            // A next barrier may align the input again: what follows it stays held.
            while (!_inputs[i].IsAligned && _inputs[i].Held.TryDequeue(out var held))
            {
                await DispatchAsync(i, held);
            }
        }
    }

    /// <summary>Lets go of what the block holds outside the managed heap.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var input in _inputs)
        {
            while (input.Held.TryDequeue(out var held))
            {
                held.Release();
            }
        }

        foreach (var output in _outputs)
        {
            output.Discard();
        }

        // Last: it may fail on a full disk.
        await Lane.State.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
