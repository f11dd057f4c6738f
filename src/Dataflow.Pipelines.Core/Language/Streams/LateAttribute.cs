namespace Dataflow.Pipelines;

/// <summary>
/// The stream of records that arrived at a window after it had closed.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class LateAttribute : Attribute
{
    /// <summary>The node whose output this is; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";
}
