namespace Dataflow.Pipelines;

/// <summary>
/// Lets the first of each so many records through and counts the others as filtered: of each key where <c>[KeyBy]</c> names one, else of all.
/// Where it stands in the order goes to checkpoints.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SampleAttribute : Attribute
{
    /// <summary>The node that feeds this one; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>One of how many records goes through; at least 1.</summary>
    public int Every { get; init; }
}
