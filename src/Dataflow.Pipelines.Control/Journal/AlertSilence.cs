namespace Dataflow.Pipelines.Control.Journal;

/// <summary>A silence in a snapshot.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Index">Index of the alert in the node.</param>
/// <param name="Until">Its end.</param>
internal sealed record AlertSilence(string Node, int Index, DateTimeOffset Until);
