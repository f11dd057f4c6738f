using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>A pipeline that asks where a model is deployed, as the generator would write it. Its deadline is later than a timer of .NET supports.</summary>
internal sealed class DeployPipeline : IControlledPipeline<DeployPipeline>
{
    public static PipelineDescriptor Descriptor { get; } = new("test")
    {
        ExternalEvents = ["model.trained"],
        Nodes = [new NodeDescriptor("review", "Review", NodeKind.Task, "placement", "review"), new NodeDescriptor("deploy", "Deploy", NodeKind.Task, "", "deploy")],
    };

    public static ControlPlane? ControlPlane => ControlPlanes.Of<DeployPipeline>();

    public static ControlGraph Control { get; } = new GraphText("review", "deploy")
        .Node("review", "model.trained", timeout: TimeSpan.FromDays(60), approval: new ApprovalSettings
        {
            Title = static at => "Deploy " + at.Event.Read("model"),
            Approvers = static _ => ["ann@example.org", "bob@example.org"],
            Channel = "mail",
            Form = ApprovalForm.Of<Placement>("approved"),
        })
        .Node("deploy", "review.completed", work: static _ => static (_, _) => Task.FromResult(ReadOnlyMemory<byte>.Empty))
        .Build(maxActiveRuns: 10);

    public static void CheckInputs(InputValues inputs)
    {
    }

    public static DeployPipeline Create(IServiceProvider services, InputValues inputs) => new();

    public static void Build(DeployPipeline pipeline, JobBuilder job)
    {
    }
}
