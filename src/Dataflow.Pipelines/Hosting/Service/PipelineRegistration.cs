using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Hosting;

/// <summary>A pipeline that was added to a host.</summary>
/// <param name="Descriptor">The pipeline.</param>
/// <param name="Options">Its options.</param>
/// <param name="CheckInputs">Its <see cref="IPipeline{TSelf}.CheckInputs"/>.</param>
internal sealed record PipelineRegistration(PipelineDescriptor Descriptor, PipelineHostOptions Options, Action<InputValues> CheckInputs);
