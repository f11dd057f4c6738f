namespace Dataflow.Pipelines;

/// <summary>The pauses between the attempts of a node with <see cref="RetryWhenAttribute"/>: each is twice as long as the one before.</summary>
/// <param name="first">A duration: the pause after the first attempt. 1 second where the attribute is missing.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class BackoffAttribute(string first) : Attribute
{
    /// <summary>A duration: the pause after the first attempt.</summary>
    public string First { get; } = first;

    /// <summary>A duration: the longest pause. 1 minute where it is missing.</summary>
    public string? Max { get; init; }
}
