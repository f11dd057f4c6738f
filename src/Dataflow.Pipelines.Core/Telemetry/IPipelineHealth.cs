namespace Dataflow.Pipelines.Telemetry;

/// <summary>Tells how a pipeline is doing. A host has one for each pipeline, as a service; a health check asks it. Safe for any thread.</summary>
public interface IPipelineHealth
{
    /// <summary>How it is doing now.</summary>
    PipelineHealth CheckHealth();
}
