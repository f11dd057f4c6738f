namespace Dataflow.Pipelines;

/// <summary>
/// The members that are the key: records of one key go to one lane, in order.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class KeyByAttribute(params string[] members) : Attribute
{
    /// <summary>Names of members of the record; use <c>nameof</c>.</summary>
    public string[] Members { get; } = members;
}
