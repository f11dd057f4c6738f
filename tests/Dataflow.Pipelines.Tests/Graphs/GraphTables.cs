using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>The visible output of the sinks of a random graph; it outlives the processes.</summary>
internal sealed class GraphTables
{
    private readonly Dictionary<string, MemoryTable<Click>> _tables = [];

    public MemoryTable<DeadLetter> Rejects { get; } = new();

    public MemoryTable<Click> Late { get; } = new();

    public MemoryTable<Click> Of(string sink)
    {
        if (!_tables.TryGetValue(sink, out var table))
        {
            _tables[sink] = table = new MemoryTable<Click>();
        }

        return table;
    }
}
