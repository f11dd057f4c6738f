namespace Dataflow.Pipelines.Telemetry;

/// <summary>Something that is wrong with a pipeline.</summary>
/// <param name="Kind">What kind of problem it is.</param>
/// <param name="Node">The node; <see langword="null"/> where it is the pipeline as a whole.</param>
/// <param name="Text">What is wrong, as a clause: <c>nothing fetched for 12 s</c>.</param>
public sealed record HealthProblem(HealthProblemKind Kind, string? Node, string Text);
