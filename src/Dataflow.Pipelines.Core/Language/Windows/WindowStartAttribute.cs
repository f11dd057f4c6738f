namespace Dataflow.Pipelines;

/// <summary>
/// The inclusive start of the window.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class WindowStartAttribute : Attribute;
