namespace Dataflow.Pipelines.Telemetry;

/// <summary>Reports the health of a pipeline. A host registers one for each pipeline, for a health check to call. Any thread may call it.</summary>
public interface IPipelineHealth
{
    /// <summary>The health at this moment.</summary>
    PipelineHealth CheckHealth();
}
