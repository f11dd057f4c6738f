namespace Dataflow.Pipelines;

/// <summary>
/// Declares an event that comes from outside the pipeline and may be named in triggers.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ExternalEventAttribute(string name) : Attribute
{
    /// <summary>Dotted name, as in <c>event:model.updated</c>.</summary>
    public string Name { get; } = name;
}
