namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>Messages in partitions, and how far they were committed: what outlives a life of the pipeline.</summary>
internal sealed class TestTopic(string name, int partitions)
{
    private readonly List<byte[]>[] _messages = [.. Enumerable.Range(0, partitions).Select(static _ => new List<byte[]>())];

    public string Name => name;

    public int Partitions => partitions;

    public Dictionary<int, long> Committed { get; } = [];

    /// <summary>Called after each append.</summary>
    public event Action? Appended;

    public void Append(int partition, byte[] message)
    {
        if ((uint)partition >= (uint)partitions)
        {
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"Source '{name}' has {partitions} partitions: say how many with {nameof(PipelineTestOptions)}.{nameof(PipelineTestOptions.Partitions)}.");
        }

        _messages[partition].Add(message);
        Appended?.Invoke();
    }

    public IReadOnlyList<byte[]> Messages(int partition) => _messages[partition];
}
