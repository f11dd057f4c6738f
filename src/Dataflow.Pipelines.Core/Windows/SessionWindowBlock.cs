using System.ComponentModel;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a session window: records of a key whose times are no more than the gap apart are one window, in whatever order they
/// arrive. A record between two sessions merges them.
/// </summary>
/// <typeparam name="TIn">The records in the windows.</typeparam>
/// <typeparam name="TOut">The result of a window.</typeparam>
/// <typeparam name="TAccumulator">Generated from the declared aggregates.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SessionWindowBlock<TIn, TOut, TAccumulator> : WindowBlock<TIn, TOut, TAccumulator>
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    // Timers between two flushes.
    private const int Round = 1024;

    // Most sessions that are retained for reuse; after a load peak the others are garbage.
    private const int MaxFree = 1024;

    private readonly SessionWindows _windows;
    private readonly long _gap;

    // The first session of each key; nearly always the only one.
    private readonly KeyedEntries<Session<TAccumulator>?, Session<TAccumulator>.Life, SessionCodec<TAccumulator, TIn, TOut>> _entries;
    private readonly KeyedTable<Session<TAccumulator>?, Session<TAccumulator>.Life> _open;

    // One timer for each session, at a time at which it may be closed; outdated ones of sessions that were merged into another.
    private readonly TimerHeap _closing;

    // The lateness that those times include, ticks.
    private readonly OperatorValue<long> _lateness;
    private readonly Stack<Session<TAccumulator>> _free = new();

    /// <summary>A lane of a window. Outputs: 0 the results, 1 the late records, 2 the rejects.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="windows">Gap and allowed lateness.</param>
    /// <param name="isKeyed">Whether the batches carry keys; without keys, all records share one.</param>
    /// <param name="rejects">Whether a record whose sum overflows goes to the rejects; otherwise it stops the job.</param>
    public SessionWindowBlock(LaneContext lane, SessionWindows windows, bool isKeyed, bool rejects = false)
        : base(lane, (windows ?? throw new ArgumentNullException(nameof(windows))).Shape, isKeyed, rejects)
    {
        _windows = windows;
        _gap = windows.Gap.Ticks;
        _entries = lane.State.Add(new KeyedEntries<Session<TAccumulator>?, Session<TAccumulator>.Life, SessionCodec<TAccumulator, TIn, TOut>>("windows", Shape, OtherShape));
        _open = _entries.Table;
        _closing = lane.State.AddDue("closing");
        _lateness = lane.State.AddValue("lateness", StateJson.Default.Int64);
        _lateness.Current = windows.AllowedLateness.Ticks;
    }

    // A window emits its result when the watermark is past the end by the lateness and a tick.
    private protected override long WatermarkBehind(long ticks) =>
        EventTime.Behind(EventTime.Behind(ticks, _windows.AllowedLateness.Ticks), 1);

    internal override async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_lateness.Restored.Any(lateness => lateness != _lateness.Current))
        {
            // Open sessions close by the current lateness.
            _closing.Clear();
            await _entries.ForEachAsync(Lane.State, Schedule);
        }

        await base.OpenAsync(cancellationToken);
    }

    private protected override async ValueTask OnWatermarkAsync(long ticks)
    {
        while (_closing.Count > 0 && _closing.Next <= ticks)
        {
            await Lane.State.LoadKeysAsync(_closing, ticks, Round);
            Fire(ticks);
            await EndRoundAsync();
        }

        // The end of the data closes the open windows, but not those of records that a later start will read.
        ClosedUntil = ticks == Blocks.Watermark.End ? ClosedUntil : Math.Max(ClosedUntil, ticks);
    }

    private protected override void Process(RecordBatch<TIn> batch, ref int next)
    {
        var watermark = CurrentWatermark;
        for (; next < batch.Count; next++)
        {
            var ticks = batch.Times[next];
            var key = IsKeyed ? batch.Keys[next] : default;
            if (IsKeyed && next + StateKey.Ahead < batch.Count)
            {
                _open.Prefetch(batch.Keys[next + StateKey.Ahead]);
            }

            ref var first = ref _open.Of(key);
            if (Find(ref first, ticks) is { } session)
            {
                Extend(session, batch, next);
            }
            else if (_windows.IsClosed(ticks, watermark))
            {
                EmitLate(batch, next);
                if (first is null)
                {
                    _open.NoteRemoved(key);
                }
            }
            else
            {
                Insert(ref first, key, ticks).Accumulator.Add(in batch.Records[next], ticks, Lane.Job.Keys);
            }
        }
    }

    // The session that a record of this time belongs to: no more than the gap before its first or after its last record.
    private Session<TAccumulator>? Find(ref Session<TAccumulator>? first, long ticks)
    {
        var session = first;
        while (session is not null && _windows.EndOf(session.Last) < ticks)
        {
            session = session.Next;
        }

        return session is not null && EventTime.Subtract(session.First, _gap) <= ticks ? session : null;
    }

    private void Extend(Session<TAccumulator> session, RecordBatch<TIn> batch, int index)
    {
        var ticks = batch.Times[index];
        if (session.Next is { } next && EventTime.Subtract(next.First, _gap) <= ticks)
        {
            Join(session, next, batch, index);
        }
        else
        {
            session.Accumulator.Add(in batch.Records[index], ticks, Lane.Job.Keys);
        }

        session.First = Math.Min(session.First, ticks);
        session.Last = Math.Max(session.Last, ticks);
    }

    // A record merges two sessions and no more: those after them are further apart than the gap. The second one and the record are merged in
    // a temporary accumulator first, so that both sessions are unchanged where a sum overflows and the record is rejected.
    private void Join(Session<TAccumulator> session, Session<TAccumulator> next, RecordBatch<TIn> batch, int index)
    {
        var added = default(TAccumulator);
        try
        {
            added.Merge(in next.Accumulator);
            added.Add(in batch.Records[index], batch.Times[index], Lane.Job.Keys);
            session.Accumulator.Merge(in added);
        }
        finally
        {
            added.Release();
        }

        session.Last = Math.Max(session.Last, next.Last);
        session.Next = next.Next;
        next.Accumulator.Release();
        Recycle(next);
    }

    private Session<TAccumulator> Insert(ref Session<TAccumulator>? first, UInt128 key, long ticks)
    {
        var added = _free.TryPop(out var used) ? used : new Session<TAccumulator>();
        (added.First, added.Last, added.Due) = (ticks, ticks, _windows.ClosedAt(ticks));
        ref var place = ref first;
        while (place is not null && place.First < ticks)
        {
            place = ref place.Next;
        }

        added.Next = place;
        place = added;
        _closing.Add(new TimerEntry(added.Due, key));
        return added;
    }

    private void Schedule(ref StateSlot<Session<TAccumulator>?> slot)
    {
        for (var session = slot.Value; session is not null; session = session.Next)
        {
            _closing.Add(new TimerEntry(session.Due = _windows.ClosedAt(session.Last), slot.Key));
        }
    }

    // By time and key: the same sessions are emitted in the same order in every run.
    private void Fire(long watermark)
    {
        for (var left = Round; left > 0 && _closing.Count > 0 && _closing.Next <= watermark; left--)
        {
            var timer = _closing.Take();
            ref var place = ref _open.Of(timer.Key);
            while (place is { } session)
            {
                if (session.Due != timer.Ticks)
                {
                    place = ref session.Next;
                }
                else if (_windows.ClosedAt(session.Last) is var closed && closed > timer.Ticks)
                {
                    session.Due = closed;
                    _closing.Add(timer with { Ticks = closed });
                }
                else
                {
                    Emit(ref session.Accumulator, session.First, _windows.EndOf(session.Last));
                    ClosedUntil = Math.Max(ClosedUntil, closed);
                    session.Accumulator.Release();
                    place = session.Next;
                    Recycle(session);
                }
            }

            if (_open.Of(timer.Key) is null)
            {
                _open.NoteRemoved(timer.Key);
            }
        }
    }

    private void Recycle(Session<TAccumulator> session)
    {
        if (_free.Count < MaxFree)
        {
            (session.Accumulator, session.Next) = (default, null);
            _free.Push(session);
        }
    }
}
