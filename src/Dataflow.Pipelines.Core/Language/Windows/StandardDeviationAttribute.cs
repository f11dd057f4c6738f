namespace Dataflow.Pipelines;

/// <summary>
/// Standard deviation of a member: the square root of its <see cref="VarianceAttribute">variance</see>.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class StandardDeviationAttribute(string member) : Attribute
{
    /// <summary>Name of a member of the records in the window; use <c>nameof</c>.</summary>
    public string Member { get; } = member;
}
