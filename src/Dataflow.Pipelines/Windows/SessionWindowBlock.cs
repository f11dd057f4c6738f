using System.ComponentModel;
using System.Runtime.InteropServices;
using Dataflow.Pipelines.Time;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a session window: records of a key whose times are no more than the gap apart are one window, whatever the order in
/// which they come. A record that lies between two sessions makes them one.
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
    // Sessions that are kept for reuse; after a rush the others are the collector's.
    private const int MaxFree = 1024;

    private readonly SessionWindows _windows;
    private readonly long _gap;

    // The first session of each key; nearly always the only one.
    private readonly Dictionary<UInt128, Session<TAccumulator>> _open = [];

    // Each session stands here once, at a time at which it may be closed: where it has grown since, it is put back.
    private readonly PriorityQueue<Session<TAccumulator>, long> _closing = new();
    private readonly List<Session<TAccumulator>> _due = [];
    private readonly Stack<Session<TAccumulator>> _free = new();

    /// <summary>A lane of a window. Outputs: 0 the results, 1 the late records, 2 the rejects.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="windows">Gap and allowed lateness.</param>
    /// <param name="isKeyed">Whether the batches carry keys; without, all records have one.</param>
    /// <param name="rejects">Whether a record whose sum overflows goes to the rejects; without, it stops the job.</param>
    public SessionWindowBlock(LaneContext lane, SessionWindows windows, bool isKeyed, bool rejects = false)
        : base(lane, (windows ?? throw new ArgumentNullException(nameof(windows))).Shape, isKeyed, rejects)
    {
        _windows = windows;
        _gap = windows.Gap.Ticks;
    }

    private protected override bool IsEmpty => _open.Count == 0;

    // A window puts its result out when the watermark is past the end by the lateness and a tick.
    private protected override long WatermarkBehind(long ticks) =>
        EventTime.Behind(EventTime.Behind(ticks, _windows.AllowedLateness.Ticks), 1);

    private protected override ValueTask OnWatermarkAsync(long ticks)
    {
        while (_closing.TryPeek(out var session, out var at) && at <= ticks)
        {
            _closing.Dequeue();
            if (session.IsMerged)
            {
                Recycle(session);
            }
            else if (_windows.ClosedAt(session.Last) is var closed && closed > ticks)
            {
                _closing.Enqueue(session, closed);
            }
            else
            {
                _due.Add(session);
            }
        }

        FireDue();

        // The end of the data closes what is open and not what a later start will read.
        ClosedUntil = ticks == Blocks.Watermark.End ? ClosedUntil : Math.Max(ClosedUntil, ticks);
        return ValueTask.CompletedTask;
    }

    private protected override void Process(RecordBatch<TIn> batch, ref int next)
    {
        var watermark = CurrentWatermark;
        for (; next < batch.Count; next++)
        {
            var ticks = batch.Times[next];
            var key = IsKeyed ? batch.Keys[next] : default;
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, key, out _);
            if (Find(ref first, ticks) is { } session)
            {
                Extend(session, batch, next);
            }
            else if (_windows.IsClosed(ticks, watermark))
            {
                EmitLate(batch, next);
                if (first is null)
                {
                    _open.Remove(key);
                }
            }
            else
            {
                Insert(ref first, key, ticks).Accumulator.Add(in batch.Records[next], ticks, Lane.Keys);
            }
        }
    }

    private protected override void Write(BinaryWriter writer)
    {
        writer.Write(_open.Count);
        foreach (var (key, first) in _open)
        {
            WriteKey(writer, key);
            for (var session = first; session is not null; session = session.Next)
            {
                writer.Write(session.First);
                writer.Write(session.Last);
                session.Accumulator.Write(writer);
                writer.Write(session.Next is not null);
            }
        }
    }

    private protected override void Read(BinaryReader reader)
    {
        for (var keys = reader.ReadInt32(); keys > 0; keys--)
        {
            var key = ReadKey(reader);
            var isMine = IsMine(key);
            do
            {
                var (first, last) = (reader.ReadInt64(), reader.ReadInt64());
                var accumulator = default(TAccumulator);
                accumulator.Read(reader);
                if (isMine)
                {
                    var session = Insert(ref CollectionsMarshal.GetValueRefOrAddDefault(_open, key, out _), key, first);
                    (session.Last, session.Accumulator) = (last, accumulator);
                }
                else
                {
                    accumulator.Release();
                }
            }
            while (reader.ReadBoolean());
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
            session.Accumulator.Add(in batch.Records[index], ticks, Lane.Keys);
        }

        session.First = Math.Min(session.First, ticks);
        session.Last = Math.Max(session.Last, ticks);
    }

    // A record makes one session of two and of no more: those after them are further apart than the gap. All of it is put together beside
    // them first, so that they stay two where it overflows and the record is rejected.
    private void Join(Session<TAccumulator> session, Session<TAccumulator> next, RecordBatch<TIn> batch, int index)
    {
        var added = default(TAccumulator);
        try
        {
            added.Merge(in next.Accumulator);
            added.Add(in batch.Records[index], batch.Times[index], Lane.Keys);
            session.Accumulator.Merge(in added);
        }
        finally
        {
            added.Release();
        }

        session.Last = Math.Max(session.Last, next.Last);
        session.Next = next.Next;
        next.Accumulator.Release();
        next.IsMerged = true;
    }

    private Session<TAccumulator> Insert(ref Session<TAccumulator>? first, UInt128 key, long ticks)
    {
        var added = _free.TryPop(out var used) ? used : new Session<TAccumulator>();
        (added.Key, added.First, added.Last) = (key, ticks, ticks);
        ref var place = ref first;
        while (place is not null && place.First < ticks)
        {
            place = ref place.Next;
        }

        added.Next = place;
        place = added;
        _closing.Enqueue(added, _windows.ClosedAt(ticks));
        return added;
    }

    private void FireDue()
    {
        // By time and key: the same sessions give the same order in every run.
        _due.Sort(static (left, right) => left.Last != right.Last ? left.Last.CompareTo(right.Last) : left.Key.CompareTo(right.Key));
        foreach (var session in _due)
        {
            Emit(ref session.Accumulator, session.First, _windows.EndOf(session.Last));
            session.Accumulator.Release();
            ClosedUntil = Math.Max(ClosedUntil, _windows.ClosedAt(session.Last));
            Remove(session);
            Recycle(session);
        }

        _due.Clear();
    }

    private void Remove(Session<TAccumulator> session)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(_open, session.Key)!;
        if (place == session && session.Next is null)
        {
            _open.Remove(session.Key);
            return;
        }

        while (place != session)
        {
            place = ref place.Next!;
        }

        place = session.Next!;
    }

    private void Recycle(Session<TAccumulator> session)
    {
        if (_free.Count < MaxFree)
        {
            (session.Accumulator, session.Next, session.IsMerged) = (default, null, false);
            _free.Push(session);
        }
    }
}
