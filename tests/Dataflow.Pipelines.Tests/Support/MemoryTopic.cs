namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Messages in partitions, and how far they were committed: what outlives a process that reads them.</summary>
internal sealed class MemoryTopic(string name, int partitions)
{
    private readonly List<byte[]>[] messages = [.. Enumerable.Range(0, partitions).Select(static _ => new List<byte[]>())];

    public string Name => name;

    public int Partitions => partitions;

    public Lock Gate { get; } = new();

    /// <summary>By partition: the next offset to read, as the reader told it.</summary>
    public Dictionary<int, long> Committed { get; } = [];

    /// <summary>Called after each append.</summary>
    public event Action? Appended;

    public void Append(int partition, params ReadOnlySpan<byte[]> payloads)
    {
        lock (Gate)
        {
            foreach (var payload in payloads)
            {
                messages[partition].Add(payload);
            }
        }

        Appended?.Invoke();
    }

    public long LengthOf(int partition)
    {
        lock (Gate)
        {
            return messages[partition].Count;
        }
    }

    public byte[] Read(int partition, long offset)
    {
        lock (Gate)
        {
            return messages[partition][(int)offset];
        }
    }
}
