namespace Dataflow.Pipelines;

/// <summary>
/// Value of a member in the record in which another member is greatest; of equal ones, the record with the earliest event time, and
/// of those the first to arrive.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class MaxByAttribute(string member, string by) : Attribute
{
    /// <summary>Name of the member of the records in the window whose value it is; use <c>nameof</c>.</summary>
    public string Member { get; } = member;

    /// <summary>Name of the member that is greatest; use <c>nameof</c>.</summary>
    public string By { get; } = by;
}
