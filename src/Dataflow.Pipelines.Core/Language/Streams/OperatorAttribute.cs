namespace Dataflow.Pipelines;

/// <summary>
/// A node whose body is the method: map, filter, filter-map, map with rejects, or flat map, told by its signature.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OperatorAttribute : Attribute
{
    /// <summary>The node that feeds this one; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>Lanes; those of the node that feeds it where it is missing.</summary>
    public int Parallelism { get; init; }

    /// <summary>What becomes of a record whose processing throws.</summary>
    public OnError OnError { get; init; }
}
