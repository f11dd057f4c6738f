using Dataflow.Pipelines.Testing.Tests.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sinks;

/// <summary>A service that keeps boxes of entries: those on it are seen by all, those behind it wait.</summary>
internal sealed class Shelf
{
    public Dictionary<string, Entry[]> Waiting { get; } = [];

    public HashSet<string> Stored { get; } = [];

    public List<Entry> Visible { get; } = [];

    /// <summary>Puts a box on the shelf unless that was done.</summary>
    public void Store(string box)
    {
        if (Stored.Add(box))
        {
            Visible.AddRange(Waiting[box]);
        }
    }
}
