namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>Messages or records in partitions, with their committed positions; survives restarts of the pipeline.</summary>
internal sealed class TestTopic<TEntry>(string name, int partitions)
{
    private readonly List<TEntry>[] _entries = [.. Enumerable.Range(0, partitions).Select(static _ => new List<TEntry>())];

    public string Name => name;

    public int Partitions => partitions;

    public Dictionary<int, long> Committed { get; } = [];

    /// <summary>Called after each append.</summary>
    public event Action? Appended;

    public void Append(int partition, TEntry entry)
    {
        if ((uint)partition >= (uint)partitions)
        {
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"Source '{name}' has {partitions} partitions: set the number with {nameof(PipelineTestOptions)}.{nameof(PipelineTestOptions.Partitions)}.");
        }

        _entries[partition].Add(entry);
        Appended?.Invoke();
    }

    public List<TEntry> Entries(int partition) => _entries[partition];
}
