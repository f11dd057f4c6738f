namespace Dataflow.Pipelines;

/// <summary>
/// Value of a member in the record with the earliest event time; of equal ones, the first to arrive.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class FirstAttribute(string member) : Attribute
{
    /// <summary>Name of a member of the records in the window; use <c>nameof</c>.</summary>
    public string Member { get; } = member;
}
