namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>The answer to a command.</summary>
internal sealed record Done(string? Run, bool IsNew = true);
