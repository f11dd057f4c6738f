namespace Dataflow.Pipelines;

/// <summary>
/// How many different values of a member the window holds, exactly; <see langword="null"/> is not counted.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class CountDistinctAttribute(string member) : Attribute
{
    /// <summary>Name of a member of the records in the window; use <c>nameof</c>.</summary>
    public string Member { get; } = member;
}
