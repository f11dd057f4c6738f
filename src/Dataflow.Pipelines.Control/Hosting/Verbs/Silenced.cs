namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>The answer to a command about silences.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Alert">Number of one of its alerts, from 1; null: all.</param>
/// <param name="Until">The end of the silence; null where it was ended.</param>
internal sealed record Silenced(string Node, int? Alert, DateTimeOffset? Until);
