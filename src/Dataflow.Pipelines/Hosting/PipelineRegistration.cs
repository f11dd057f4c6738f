namespace Dataflow.Pipelines.Hosting;

/// <summary>A pipeline that was added to a host.</summary>
internal sealed record PipelineRegistration(PipelineHostOptions Options);
