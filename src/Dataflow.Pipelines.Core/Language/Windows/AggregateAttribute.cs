namespace Dataflow.Pipelines;

/// <summary>
/// The result of a user-defined aggregate of a member: a struct that implements <see cref="IAggregate{TSelf, TValue, TResult}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class AggregateAttribute(Type aggregate, string member) : Attribute
{
    /// <summary>The struct.</summary>
    public Type Aggregate { get; } = aggregate;

    /// <summary>Name of a member of the records in the window; use <c>nameof</c>.</summary>
    public string Member { get; } = member;
}
