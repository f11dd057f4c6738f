namespace Dataflow.Pipelines;

/// <summary>
/// A node that reads records from a system. On an expression-bodied property that returns a connector, read once per start.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SourceAttribute : Attribute
{
    /// <summary>Lanes; 1 where it is missing.</summary>
    public int Parallelism { get; init; }
}
