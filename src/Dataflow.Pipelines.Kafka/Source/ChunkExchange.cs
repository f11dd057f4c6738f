using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// The bounded queue between the polling thread and the lane. The number of chunks with messages is fixed and is
/// the bound; changes of splits always fit.
/// </summary>
internal sealed class ChunkExchange
{
    private readonly ConcurrentQueue<MessageChunk> _ready = new();
    private readonly ConcurrentQueue<NativeChunk> _back = new();
    private readonly Stack<NativeChunk> _free = new();
    private readonly ReturnSignal _returned = new();
    private readonly int _chunks;
    private readonly Action _wake;
    private long _unread;

    internal ChunkExchange(int chunks, int capacity, Action wake)
    {
        _chunks = chunks;
        _wake = wake;
        for (var i = 0; i < chunks; i++)
        {
            _free.Push(new(capacity, this));
        }
    }

    /// <summary>Messages in the queue.</summary>
    internal long Unread => Interlocked.Read(ref _unread);

    /// <summary>Whether at least half of the chunks are free: the condition to resume after a pause.</summary>
    internal bool IsHalfFree => _free.Count * 2 >= _chunks;

    /// <summary>On the polling thread: waits until a chunk is returned, or <see cref="Nudge"/> is called.</summary>
    internal void WaitForReturn(TimeSpan time) => _returned.Wait(time);

    /// <summary>Ends a wait for room.</summary>
    internal void Nudge() => _returned.Set();

    /// <summary>On the polling thread: frees the messages of returned chunks.</summary>
    internal void Reclaim()
    {
        _returned.Reset();
        while (_back.TryDequeue(out var chunk))
        {
            chunk.Clear();
            _free.Push(chunk);
        }
    }

    /// <summary>On the polling thread: takes an empty chunk.</summary>
    internal bool TryRent([NotNullWhen(true)] out NativeChunk? chunk) => _free.TryPop(out chunk);

    /// <summary>On the polling thread: passes a chunk to the lane.</summary>
    internal void Hand(MessageChunk chunk)
    {
        Interlocked.Add(ref _unread, chunk.Messages.Length);
        _ready.Enqueue(chunk);
        _wake();
    }

    /// <summary>On the lane: takes the next chunk.</summary>
    internal bool TryTake([NotNullWhen(true)] out MessageChunk? chunk)
    {
        if (!_ready.TryDequeue(out chunk))
        {
            return false;
        }

        Interlocked.Add(ref _unread, -chunk.Messages.Length);
        return true;
    }

    /// <summary>On any thread: returns a chunk.</summary>
    internal void GiveBack(NativeChunk chunk)
    {
        _back.Enqueue(chunk);
        _returned.Set();
    }

    /// <summary>Frees the unread chunks; called after the lane and the loop of the polling thread have ended.</summary>
    internal void Clear()
    {
        while (_ready.TryDequeue(out var chunk))
        {
            chunk.Release();
        }

        Reclaim();
    }
}
