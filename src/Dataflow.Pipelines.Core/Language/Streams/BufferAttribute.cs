namespace Dataflow.Pipelines;

/// <summary>
/// A buffer before the node, and what happens to data when it is full. Control messages are never dropped.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class BufferAttribute(int batches = 8) : Attribute
{
    /// <summary>Capacity in batches, per edge.</summary>
    public int Batches { get; } = batches;

    /// <summary>What happens to a record that finds the buffer full.</summary>
    public WhenFull WhenFull { get; init; }
}
