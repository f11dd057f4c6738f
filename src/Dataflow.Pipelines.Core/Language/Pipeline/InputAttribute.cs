namespace Dataflow.Pipelines;

/// <summary>
/// An input of the pipeline: an option and an environment variable of the generated host. A <c>required</c> one must be given.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class InputAttribute(string? description = null) : Attribute
{
    /// <summary>Its description, shown by <c>--help</c>.</summary>
    public string? Description { get; } = description;

    /// <summary>The value is a secret: it is never shown, logged or stored in plain text.</summary>
    public bool Sensitive { get; init; }
}
