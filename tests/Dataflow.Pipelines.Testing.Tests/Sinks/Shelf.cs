using Dataflow.Pipelines.Testing.Tests.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sinks;

/// <summary>A service that stores boxes of entries: those on the shelf are visible, those behind it wait.</summary>
internal sealed class Shelf
{
    public Dictionary<string, Entry[]> Waiting { get; } = [];

    public HashSet<string> Stored { get; } = [];

    public List<Entry> Visible { get; } = [];

    /// <summary>Puts a box on the shelf, once.</summary>
    public void Store(string box)
    {
        if (Stored.Add(box))
        {
            Visible.AddRange(Waiting[box]);
        }
    }
}
