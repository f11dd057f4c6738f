namespace Dataflow.Pipelines.Telemetry;

/// <summary>The health of a pipeline at one moment.</summary>
/// <param name="Pipeline">Id of the pipeline.</param>
/// <param name="Problems">The problems; empty where it is healthy.</param>
public sealed record PipelineHealth(string Pipeline, IReadOnlyList<HealthProblem> Problems)
{
    /// <summary>Whether it runs and nothing is wrong.</summary>
    public bool IsHealthy => Problems.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => IsHealthy
        ? $"Pipeline '{Pipeline}' is healthy."
        : $"Pipeline '{Pipeline}' is not healthy: {string.Join("; ", Problems.Select(static p => p.Node is null ? p.Text : $"'{p.Node}': {p.Text}"))}.";
}
