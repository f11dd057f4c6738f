namespace Dataflow.Pipelines;

/// <summary>
/// One stream out of several of the same record type, in no particular order between them.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class UnionAttribute(params string[] nodes) : Attribute
{
    /// <summary>The streams to unite; use <c>nameof</c>.</summary>
    public string[] Nodes { get; } = nodes;
}
