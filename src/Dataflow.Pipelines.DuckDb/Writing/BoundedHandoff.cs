using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;

namespace Dataflow.Pipelines.DuckDb;

/// <summary>
/// A bounded queue from one writer, who awaits, to one reader, who blocks the thread. All state is under one lock, taken once an item.
/// The writer goes on where it awaited from, never on the reader's thread.
/// </summary>
internal sealed class BoundedHandoff<TItem>(int capacity) : IValueTaskSource
{
    // A monitor and no Lock, because the reader waits on it.
    private readonly object _state = new();
    private readonly Queue<TItem> _items = new(capacity);
    private ManualResetValueTaskSourceCore<bool> _room = new() { RunContinuationsAsynchronously = true };
    private bool _writerWaits;
    private bool _completed;

    /// <summary>Why nothing is taken any more, once it is so.</summary>
    internal Exception? Fault { get; private set; }

    /// <summary>Takes an item, and says when there is room for the next. Nothing is taken, and false returned, after a fault.</summary>
    internal bool TryWrite(TItem item, out ValueTask room)
    {
        lock (_state)
        {
            if (Fault is not null)
            {
                room = default;
                return false;
            }

            if (_writerWaits || _completed)
            {
                throw new InvalidOperationException(_completed ? "Nothing can be written after the end." : "The write before this one has not completed.");
            }

            _items.Enqueue(item);
            Monitor.Pulse(_state);
            _writerWaits = _items.Count >= capacity;
            if (_writerWaits)
            {
                _room.Reset();
            }

            room = _writerWaits ? new ValueTask(this, _room.Version) : default;
            return true;
        }
    }

    /// <summary>No more items come.</summary>
    internal void Complete()
    {
        lock (_state)
        {
            _completed = true;
            Monitor.Pulse(_state);
        }
    }

    /// <summary>Ends the queue with an error for both sides; the first one stays.</summary>
    internal void Fail(Exception fault)
    {
        bool wake;
        lock (_state)
        {
            Fault ??= fault;
            wake = _writerWaits;
            _writerWaits = false;
            Monitor.Pulse(_state);
        }

        if (wake)
        {
            _room.SetException(fault);
        }
    }

    /// <summary>The next item. Blocks for it if told to; false at the end, or where it would have had to block.</summary>
    /// <exception cref="Exception">The fault, at once, even where items are left.</exception>
    internal bool TryRead(bool wait, [MaybeNullWhen(false)] out TItem item)
    {
        bool wake;
        lock (_state)
        {
            while (Fault is null && _items.Count == 0 && !_completed && wait)
            {
                Monitor.Wait(_state);
            }

            if (Fault is not null)
            {
                throw Fault;
            }

            if (!_items.TryDequeue(out item))
            {
                return false;
            }

            wake = _writerWaits && _items.Count < capacity;
            _writerWaits &= !wake;
        }

        if (wake)
        {
            _room.SetResult(true);
        }

        return true;
    }

    /// <summary>Takes an item that nobody will read any more. For the reader, after its last read.</summary>
    internal bool TryDrain([MaybeNullWhen(false)] out TItem item)
    {
        lock (_state)
        {
            return _items.TryDequeue(out item);
        }
    }

    void IValueTaskSource.GetResult(short token) => _room.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _room.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _room.OnCompleted(continuation, state, token, flags);
}
