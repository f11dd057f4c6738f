namespace Dataflow.Pipelines;

/// <summary>
/// Variance of a member, taken as a sample (divided by one less than the number of values); NaN below two values.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class VarianceAttribute(string member) : Attribute
{
    /// <summary>Name of a member of the records in the window; use <c>nameof</c>.</summary>
    public string Member { get; } = member;
}
