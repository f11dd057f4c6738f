namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>What an expression reads: it decides when a guard without events is evaluated.</summary>
internal sealed class ValueReads
{
    /// <summary>Indices of the nodes whose outputs it reads.</summary>
    public SortedSet<int> Nodes { get; } = [];

    /// <summary>Indices of the nodes of whose outputs it reads a value that not each of them has.</summary>
    public SortedSet<int> Conditional { get; } = [];

    /// <summary>Whether it reads values of a run.</summary>
    public bool Run { get; set; }

    /// <summary>Whether it reads metrics, health, status or the time.</summary>
    public bool Samples { get; set; }
}
