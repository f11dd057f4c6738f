namespace Dataflow.Pipelines.Control.Stores;

/// <summary>A pipeline as its class declares it, to be published.</summary>
/// <param name="JobType"><c>STREAMING</c>, <c>BATCH_ROLLER</c> or <c>SQL_TASK</c>.</param>
/// <param name="Json">The definition, one JSON object; equal for equal classes.</param>
/// <param name="Description">One sentence; empty without one.</param>
/// <param name="Parallelism">Default number of lanes of a keyed node; 0: the number of processors.</param>
internal sealed record PipelineDefinition(string JobType, string Json, string Description, int Parallelism);
