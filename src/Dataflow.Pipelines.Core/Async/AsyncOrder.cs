using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines.Async;

/// <summary>
/// In which order outcomes and marks leave: outcomes before the mark that came behind their records; among themselves in the order of the records, or as
/// they come. Touched by the lane only.
/// </summary>
internal sealed class AsyncOrder<TIn, TOut>
    where TIn : struct
    where TOut : struct
{
    private readonly Queue<AsyncSegment<TIn, TOut>> _segments = new();
    private readonly bool _isOrdered;
    private AsyncSegment<TIn, TOut> _last = new();
    private AsyncSegment<TIn, TOut>? _previous;

    /// <param name="isOrdered">Whether outcomes leave in the order of the records.</param>
    public AsyncOrder(bool isOrdered)
    {
        _isOrdered = isOrdered;
        _segments.Enqueue(_last);
    }

    /// <summary>Whether anything has not left.</summary>
    public bool HasOpen => _segments.Count > 1 || _last.Open > 0;

    /// <summary>A record is asked about.</summary>
    public void Add(AsyncCall<TIn, TOut> call)
    {
        call.Segment = _last;
        _last.Open++;
        if (_isOrdered)
        {
            _last.Leaving.Enqueue(call);
        }
    }

    /// <summary>A mark comes behind the records that were asked about.</summary>
    public void Add(AsyncMark mark)
    {
        if (_last.Open == 0 && _segments.Count > 1)
        {
            // Nothing was asked since the mark before, which has not left: both leave together.
            _previous!.Mark = _previous.Mark.Then(mark);
            return;
        }

        _last.Mark = mark;
        _previous = _last;
        _segments.Enqueue(_last = new AsyncSegment<TIn, TOut>());
    }

    /// <summary>The outcome of a call is there.</summary>
    public void Finish(AsyncCall<TIn, TOut> call)
    {
        call.IsDone = true;
        if (!_isOrdered)
        {
            call.Segment.Leaving.Enqueue(call);
        }
    }

    /// <summary>The next outcome that may leave.</summary>
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

    /// <summary>The next mark that may leave: all outcomes before it have.</summary>
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
