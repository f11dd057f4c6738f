namespace Dataflow.Pipelines;

/// <summary>
/// Sum of a member: <see langword="long"/>, <see langword="ulong"/>, <see langword="decimal"/> or <see langword="double"/>. A record with which it would not fit
/// in its type goes to the window's rejects, or stops the job where no <see cref="RejectedAttribute"/> takes them; of
/// <see langword="double"/> it becomes infinite.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class SumAttribute(string member) : Attribute
{
    /// <summary>Name of a member of the records in the window; use <c>nameof</c>.</summary>
    public string Member { get; } = member;
}
