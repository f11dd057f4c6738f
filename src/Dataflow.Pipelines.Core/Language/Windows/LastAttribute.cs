namespace Dataflow.Pipelines;

/// <summary>
/// Value of a member in the record with the latest event time; of equal ones, the last to arrive.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class LastAttribute(string member) : Attribute
{
    /// <summary>Name of a member of the records in the window; use <c>nameof</c>.</summary>
    public string Member { get; } = member;
}
