namespace Dataflow.Pipelines.Control.Stores;

/// <summary>The newest output of a node, over all runs.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="At">When it was stored.</param>
/// <param name="Json">The output, one JSON object; empty for none.</param>
internal sealed record StoredOutput(string Node, DateTimeOffset At, string Json);
