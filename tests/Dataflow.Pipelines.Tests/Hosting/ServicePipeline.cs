using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Tests.Hosting;

/// <summary>A pipeline class whose constructor takes services, and whose inputs have the names of <see cref="ClickPipeline"/>'s.</summary>
internal sealed class ServicePipeline : IPipeline<ServicePipeline>
{
    private static readonly AsyncLocal<List<string>?> Current = new();

    public static PipelineDescriptor Descriptor { get; } = new("served")
    {
        Inputs = [new("input_topic", "text", "", IsRequired: true), new("window", "duration", "", IsRequired: false), new("limit", "integer", "", IsRequired: false)],
        Services = [new("words", typeof(Words), IsRequired: true), new("comparer", typeof(IComparer<string>), IsRequired: false)],
    };

    /// <summary>The services that the constructors of this test's pipelines received.</summary>
    public static List<string> Seen
    {
        get => Current.Value ??= [];
        set => Current.Value = value;
    }

    public static void CheckInputs(InputValues inputs)
    {
        _ = inputs.Text("input_topic");
        _ = inputs.Duration("window");
        _ = inputs.Value<int>("limit");
        inputs.Positive("window", "totals", "Tumbling");
    }

    public static ServicePipeline Create(IServiceProvider services, InputValues inputs)
    {
        var words = PipelineServices.Require<Words>(services, "served", "words");
        Seen.Add($"{words.Text} {PipelineServices.Find<IComparer<string>>(services, "served", "comparer", null!) is null}");
        return new ServicePipeline();
    }

    public static void Build(ServicePipeline pipeline, JobBuilder job) => ClickPipeline.Build(new ClickPipeline(), job);

    /// <summary>A service.</summary>
    internal sealed record Words(string Text);
}
