using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// The overflow policy of an edge that does not wait when it is full. Drops data, never control, and counts it in the
/// node downstream. Guarded by the edge's lock; only the sending lane accesses the counters.
/// </summary>
internal sealed class EdgeOverflow(EdgeBuffer buffer, NodeCounters dropped)
{
    // Batches that wait here and may still be dropped; DropNewest holds none back.
    private readonly int _capacity = buffer.WhenFull switch
    {
        WhenFull.DropOldest => buffer.Batches,
        WhenFull.KeepLatest => 1,
        _ => 0,
    };

    private readonly LinkedList<Message> _pending = [];
    private int _data;

    public bool HasPending => _pending.Count > 0;

    public void Add(Message batch)
    {
        if (buffer.WhenFull == WhenFull.Fail)
        {
            batch.Release();
            throw new InvalidOperationException(
                $"The buffer of '{buffer.Node}' is full ({buffer.Batches} batches), and its policy is WhenFull = Fail. Make it larger, the node faster, or choose Wait.");
        }

        if (_capacity == 0)
        {
            Drop(batch);
            return;
        }

        _pending.AddLast(batch);
        _data++;
        for (var node = _pending.First; _data > _capacity && node is not null;)
        {
            var next = node.Next;
            if (node.Value.IsData)
            {
                _pending.Remove(node);
                _data--;
                Drop(node.Value);
                Merge(next);
            }

            node = next;
        }
    }

    public void AddControl(Message control) => Merge(_pending.AddLast(control));

    /// <summary>The next message in order; data only where there is a credit for it.</summary>
    public bool TryTake(bool hasCredit, [NotNullWhen(true)] out Message? next)
    {
        next = _pending.First?.Value;
        if (next is null || (next.IsData && !hasCredit))
        {
            next = null;
            return false;
        }

        _pending.RemoveFirst();
        _data -= next.IsData ? 1 : 0;
        return true;
    }

    public void Clear()
    {
        foreach (var message in _pending)
        {
            message.Release();
        }

        _pending.Clear();
        _data = 0;
    }

    // Of watermarks and idle markers in a row only the last counts: the waiting batches bound the number of waiting messages.
    private void Merge(LinkedListNode<Message>? node)
    {
        while (node is { Value: Watermark, Previous.Value: Watermark or Idle } or { Value: Idle, Previous.Value: Idle })
        {
            _pending.Remove(node.Previous!);
        }
    }

    private void Drop(Message batch)
    {
        dropped.In += batch.RecordCount;
        dropped.Dropped += batch.RecordCount;
        batch.Release();
    }
}
