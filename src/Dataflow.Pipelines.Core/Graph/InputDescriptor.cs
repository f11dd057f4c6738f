namespace Dataflow.Pipelines.Graph;

/// <summary>An input of a pipeline.</summary>
/// <param name="Name">snake_case name: the option is the same with dashes, the environment variable in upper case after <c>DATAFLOW_</c>.</param>
/// <param name="Type">The kind of its value, for display: text, duration, integer, number, true or false, or the choices.</param>
/// <param name="Description">Its meaning.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="IsSensitive">Whether its value must not be shown.</param>
public sealed record InputDescriptor(string Name, string Type, string Description, bool IsRequired, bool IsSensitive = false);
