namespace Dataflow.Pipelines;

/// <summary>
/// Path of a member in the JSON object, where it is not the snake_case of its name: <c>"properties.dwell_time"</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class JsonPathAttribute(string path) : Attribute
{
    /// <summary>Property names from the outermost inwards, separated by dots.</summary>
    public string Path { get; } = path;
}
