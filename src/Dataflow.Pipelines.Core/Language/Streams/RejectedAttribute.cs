namespace Dataflow.Pipelines;

/// <summary>
/// The stream of records that the named nodes rejected.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class RejectedAttribute(params string[] nodes) : Attribute
{
    /// <summary>The nodes whose rejects this stream receives; use <c>nameof</c>.</summary>
    public string[] Nodes { get; } = nodes;

    /// <summary>The one node whose rejects this stream receives; use <c>nameof</c>.</summary>
    public string? From { get; init; }
}
