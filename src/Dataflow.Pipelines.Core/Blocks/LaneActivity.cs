using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// How a lane spends its time, and the size of its state: written by the lane once per message, read by other threads for display. Waits for credits are
/// reported by the edge.
/// </summary>
internal sealed class LaneActivity(TimeProvider time)
{
    // A timestamp may be 0.
    private const long None = long.MinValue;
    private static readonly TimeSpan MeasuresEach = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _busy;
    private long _waiting;
    private long _waits;
    private long _processed;
    private long _messageBegan = None;
    private long _waitedBefore;
    private long _measuredAt = None;
    private Edge? _waitsFor;
    private long _waitBegan;
    private StateSize[] _sizes = [];
    private long _latency = None;
    private LaneTimes _shown;

    /// <summary>The edge whose credit the lane waits for; <see langword="null"/> where it does not.</summary>
    public Edge? WaitsFor => Volatile.Read(ref _waitsFor);

    /// <summary>Messages or chunks that it has processed, control among them.</summary>
    public long Processed => Volatile.Read(ref _processed);

    /// <summary>Whether it processes a message or chunk.</summary>
    public bool IsProcessing => Volatile.Read(ref _messageBegan) != None;

    /// <summary>The size of each state, in the order of their declarations; empty before the first measurement.</summary>
    public IReadOnlyList<StateSize> Sizes => Volatile.Read(ref _sizes);

    /// <summary>Time from a source to the end of this lane of the newest barrier, which travels with the records; <see langword="null"/> before the first.</summary>
    public TimeSpan? Latency => Volatile.Read(ref _latency) is not None and var stamps ? Span(stamps) : null;

    /// <summary>The lane begins to process a message or chunk.</summary>
    public void Begin()
    {
        _waitedBefore = _waiting;
        Volatile.Write(ref _messageBegan, time.GetTimestamp());
    }

    /// <summary>The lane has processed it.</summary>
    /// <param name="state">Its state, measured about once a second.</param>
    public void End(LaneState state)
    {
        var now = time.GetTimestamp();
        Volatile.Write(ref _busy, _busy + (now - _messageBegan) - (_waiting - _waitedBefore));
        Volatile.Write(ref _messageBegan, None);
        Volatile.Write(ref _processed, _processed + 1);
        if (state.States.Count > 0 && (_measuredAt == None || time.GetElapsedTime(_measuredAt, now) >= MeasuresEach))
        {
            _measuredAt = now;
            Measure(state);
        }
    }

    /// <summary>Measures the state; called by the lane.</summary>
    public void Measure(LaneState state)
    {
        var sizes = new StateSize[state.States.Count];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = state.SizeOf(state.States[i]);
        }

        Volatile.Write(ref _sizes, sizes);
    }

    /// <summary>The lane has processed everything before a barrier.</summary>
    /// <param name="sentAt">When its source has sent it.</param>
    public void NoteBarrier(long sentAt) => Volatile.Write(ref _latency, time.GetTimestamp() - sentAt);

    /// <summary>The lane begins to wait for a credit. It waits for one edge at a time.</summary>
    public void BeginWait(Edge edge)
    {
        _waitBegan = time.GetTimestamp();
        Volatile.Write(ref _waitsFor, edge);
    }

    /// <summary>The lane has received the credit and runs after this call. Called on the thread that returns the credit.</summary>
    public void EndWait()
    {
        Volatile.Write(ref _waitsFor, null);
        _waits++;
        Volatile.Write(ref _waiting, _waiting + (time.GetTimestamp() - _waitBegan));
    }

    /// <summary>The times so far, with those of the message and the wait in progress: approximate, for display, and never decreasing.</summary>
    public LaneTimes Read()
    {
        lock (_gate)
        {
            return _shown = ReadNow();
        }
    }

    private LaneTimes ReadNow()
    {
        var (now, began, busy, waiting) = (time.GetTimestamp(), Volatile.Read(ref _messageBegan), Volatile.Read(ref _busy), Volatile.Read(ref _waiting));
        var waitsSince = WaitsFor is null ? 0 : Math.Max(0, now - Volatile.Read(ref _waitBegan));
        var sinceBegan = began == None ? 0 : Math.Max(0, now - began - waitsSince - (waiting - Volatile.Read(ref _waitedBefore)));

        // Not read atomically: a message that has just ended may be counted twice.
        return new LaneTimes(Later(_shown.Busy, Span(busy + sinceBegan)), Later(_shown.Waiting, Span(waiting + waitsSince)), Volatile.Read(ref _waits));
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private TimeSpan Span(long stamps) => time.GetElapsedTime(0, stamps);
}
