using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines.Async;

/// <summary>
/// The order in which outcomes and marks are emitted: outcomes before the mark that follows their records; among themselves in the order of the records, or
/// in that of their completion. Accessed only by the lane.
/// </summary>
internal sealed class AsyncOrder<TIn, TOut>
    where TIn : struct
    where TOut : struct
{
    private readonly Queue<AsyncSegment<TIn, TOut>> _segments = new();
    private readonly bool _isOrdered;
    private AsyncSegment<TIn, TOut> _last = new();
    private AsyncSegment<TIn, TOut>? _previous;

    /// <param name="isOrdered">Whether outcomes are emitted in the order of the records.</param>
    public AsyncOrder(bool isOrdered)
    {
        _isOrdered = isOrdered;
        _segments.Enqueue(_last);
    }

    /// <summary>Whether any outcome or mark was not emitted yet.</summary>
    public bool HasOpen => _segments.Count > 1 || _last.Open > 0;

    /// <summary>Adds a call that is made.</summary>
    public void Add(AsyncCall<TIn, TOut> call)
    {
        call.Segment = _last;
        _last.Open++;
        if (_isOrdered)
        {
            _last.Leaving.Enqueue(call);
        }
    }

    /// <summary>Adds a mark after the calls made so far.</summary>
    public void Add(AsyncMark mark)
    {
        if (_last.Open == 0 && _segments.Count > 1)
        {
            // No call was made since the previous mark, which is still queued: both are emitted together.
            _previous!.Mark = _previous.Mark.Then(mark);
            return;
        }

        _last.Mark = mark;
        _previous = _last;
        _segments.Enqueue(_last = new AsyncSegment<TIn, TOut>());
    }

    /// <summary>A call has completed or expired.</summary>
    public void Finish(AsyncCall<TIn, TOut> call)
    {
        call.IsDone = true;
        if (!_isOrdered)
        {
            call.Segment.Leaving.Enqueue(call);
        }
    }

    /// <summary>The next outcome that may be emitted.</summary>
    public bool TryTakeCall([NotNullWhen(true)] out AsyncCall<TIn, TOut>? call)
    {
        var first = _segments.Peek();
        if (!first.Leaving.TryPeek(out call) || !call.IsDone)
        {
            return false;
        }

        first.Leaving.Dequeue();
        first.Open--;
        return true;
    }

    /// <summary>The next mark that may be emitted: no outcome before it is open.</summary>
    public bool TryTakeMark(out AsyncMark mark)
    {
        var first = _segments.Peek();
        mark = first.Mark;
        if (first.Open > 0 || mark.IsNone)
        {
            return false;
        }

        _segments.Dequeue();
        return true;
    }
}
