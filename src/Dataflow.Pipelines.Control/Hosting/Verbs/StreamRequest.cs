namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>What was requested of a stream node.</summary>
internal sealed record StreamRequest(string Node, string Action);
