namespace Dataflow.Pipelines;

/// <summary>
/// The key of the window.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class WindowKeyAttribute : Attribute;
