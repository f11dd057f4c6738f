namespace Dataflow.Pipelines;

/// <summary>
/// A node that brings records in. On an expression-bodied property that returns a connector, read once a start.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SourceAttribute : Attribute
{
    /// <summary>Lanes; 1 where it is missing.</summary>
    public int Parallelism { get; init; }
}
