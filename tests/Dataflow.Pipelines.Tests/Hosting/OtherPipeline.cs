using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Tests.Hosting;

/// <summary>A second pipeline class, in the same world as <see cref="ClickPipeline"/>.</summary>
internal sealed class OtherPipeline : IPipeline<OtherPipeline>
{
    public static PipelineDescriptor Descriptor { get; } = new("others");

    public static void CheckInputs(InputValues inputs)
    {
    }

    public static OtherPipeline Create(IServiceProvider services, InputValues inputs) => new();

    public static void Build(OtherPipeline pipeline, JobBuilder job) => ClickPipeline.Build(new ClickPipeline(), job);
}
