namespace Dataflow.Pipelines;

/// <summary>
/// Passes on the first of every <see cref="Every"/> records and counts the others as filtered: per key where <c>[KeyBy]</c> names one, else over all.
/// Its counts are part of checkpoints.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SampleAttribute : Attribute
{
    /// <summary>The node that feeds this one; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>One record out of this many is passed on; at least 1.</summary>
    public int Every { get; init; }
}
