namespace Dataflow.Pipelines.Control.Stores;

/// <summary>A published version of a pipeline's definition.</summary>
/// <param name="Version">Counts the versions, from 1.</param>
/// <param name="JobType"><c>STREAMING</c>, <c>BATCH_ROLLER</c> or <c>SQL_TASK</c>.</param>
/// <param name="Json">The definition, one JSON object.</param>
/// <param name="Created">When it was published.</param>
/// <param name="CreatedBy">The instance that has published it.</param>
internal sealed record DefinitionInfo(int Version, string JobType, string Json, DateTimeOffset Created, string? CreatedBy);
