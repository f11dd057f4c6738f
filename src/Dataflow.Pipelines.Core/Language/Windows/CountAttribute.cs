namespace Dataflow.Pipelines;

/// <summary>
/// How many records the window holds.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class CountAttribute : Attribute;
