namespace Dataflow.Pipelines.Telemetry;

/// <summary>A problem of a pipeline.</summary>
/// <param name="Kind">The kind of problem.</param>
/// <param name="Node">The node; <see langword="null"/> where it concerns the pipeline.</param>
/// <param name="Text">What is wrong, as a clause: <c>nothing fetched for 12 s</c>.</param>
public sealed record HealthProblem(HealthProblemKind Kind, string? Node, string Text);
