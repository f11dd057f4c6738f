namespace Dataflow.Pipelines.Telemetry;

/// <summary>The tags of measurements.</summary>
internal static class MeterTags
{
    public static KeyValuePair<string, object?> Pipeline(string pipeline) => new("pipeline", pipeline);

    public static KeyValuePair<string, object?>[] Of(string pipeline, string node) => [Pipeline(pipeline), new("node", node)];

    public static KeyValuePair<string, object?>[] Of(string pipeline, string node, int lane) => [.. Of(pipeline, node), new("lane", lane)];

    /// <param name="pipeline">The pipeline.</param>
    /// <param name="node">The node.</param>
    /// <param name="state">Name of the state.</param>
    /// <param name="tier">Where the entries are: <c>memory</c> or <c>cold</c>.</param>
    public static KeyValuePair<string, object?>[] Of(string pipeline, string node, string state, string tier) => [.. Of(pipeline, node), new("state", state), new("tier", tier)];
}
