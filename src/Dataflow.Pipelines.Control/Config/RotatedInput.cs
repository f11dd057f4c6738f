namespace Dataflow.Pipelines.Control.Config;

/// <summary>An encrypted value under another key.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="From">The stored text.</param>
/// <param name="To">The same value under the other key.</param>
internal sealed record RotatedInput(string Name, string From, string To);
