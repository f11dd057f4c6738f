namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Messages in partitions and their committed offsets; outlives the processes that read them. Safe for all threads.</summary>
internal sealed class MemoryTopic(string name, int partitions)
{
    private readonly Lock _gate = new();
    private readonly List<byte[]>[] _messages = [.. Enumerable.Range(0, partitions).Select(static _ => new List<byte[]>())];
    private readonly SortedDictionary<int, long> _committed = [];

    public string Name => name;

    public int Partitions => partitions;

    /// <summary>By partition: the next offset to read, as readers have committed it.</summary>
    public IReadOnlyDictionary<int, long> Committed
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<int, long>(_committed);
            }
        }
    }

    /// <summary>Called after each append.</summary>
    public event Action? Appended;

    public void Append(int partition, params ReadOnlySpan<byte[]> payloads)
    {
        lock (_gate)
        {
            _messages[partition].AddRange(payloads);
        }

        Appended?.Invoke();
    }

    public void Commit(int partition, long next)
    {
        lock (_gate)
        {
            _committed[partition] = next;
        }
    }

    public long LengthOf(int partition)
    {
        lock (_gate)
        {
            return _messages[partition].Count;
        }
    }

    public byte[] Read(int partition, long offset)
    {
        lock (_gate)
        {
            return _messages[partition][(int)offset];
        }
    }
}
