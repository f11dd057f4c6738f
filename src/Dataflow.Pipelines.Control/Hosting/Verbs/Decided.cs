namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>The answer to a decision about an approval.</summary>
internal sealed record Decided(string Run, string Node, string Result);
