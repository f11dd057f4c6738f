namespace Dataflow.Pipelines;

/// <summary>
/// The exclusive end of the window.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class WindowEndAttribute : Attribute;
