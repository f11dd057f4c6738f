namespace Dataflow.Pipelines;

/// <summary>
/// A node that writes records to a system. On an expression-bodied property that returns a connector, read once per start.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SinkAttribute : Attribute
{
    /// <summary>The node that feeds this one; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>Lanes; 1 where it is missing.</summary>
    public int Parallelism { get; init; }
}
