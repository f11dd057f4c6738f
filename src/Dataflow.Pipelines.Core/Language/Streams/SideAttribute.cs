namespace Dataflow.Pipelines;

/// <summary>
/// The stream of a side output: the property <c>Odd</c> is the parameter <c>ref Emitter&lt;T&gt; odd</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SideAttribute : Attribute
{
    /// <summary>The node whose output this is; use <c>nameof</c>.</summary>
    public string From { get; init; } = "";
}
