namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>The answer to a command for a stream node.</summary>
internal sealed record AskedOf(string Node, string Action);
