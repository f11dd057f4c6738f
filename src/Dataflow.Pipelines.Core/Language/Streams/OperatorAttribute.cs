namespace Dataflow.Pipelines;

/// <summary>
/// A node whose body is the method: map, filter, filter-map, map with rejects, or flat map, determined by its signature.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OperatorAttribute : Attribute
{
    /// <summary>The node that feeds this one; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>Lanes; those of the node that feeds it where it is missing.</summary>
    public int Parallelism { get; init; }

    /// <summary>What happens to a record whose processing throws.</summary>
    public OnError OnError { get; init; }

    /// <summary>
    /// With <see cref="OnError.Reject"/>: how often a record fails the job before it is rejected, for transient faults. Each time the job restarts from its
    /// last checkpoint. 0 where it is missing: rejected immediately. An operator with <c>[AsyncIO]</c> repeats its call with <c>Retries</c> instead.
    /// </summary>
    public int RejectAfter { get; init; }
}
