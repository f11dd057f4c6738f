using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Hosting;

/// <summary>A pipeline class as the generator would complete it: topic → lake, both in memory.</summary>
internal sealed class ClickPipeline : IPipeline<ClickPipeline>
{
    private static readonly AsyncLocal<ClickWorld?> Current = new();

    private static readonly AsyncLocal<string?> Failing = new();

    public static PipelineDescriptor Descriptor { get; } = new("clicks")
    {
        Title = "Clicks",
        Description = "For tests.",
        Inputs = [new("input_topic", "text", "Topic of the clicks", IsRequired: true), new("window", "duration", "Length of a window", IsRequired: false)],
        Nodes = [new("clicks", "Clicks", NodeKind.Source, "Click", "clicks"), new("lake", "Lake", NodeKind.Sink, "Click", "lake")],
        Edges = [new("clicks", "lake", false)],
    };

    /// <summary>The data that the pipelines of this test read and write.</summary>
    public static ClickWorld World
    {
        get => Current.Value ??= new ClickWorld();
        set => Current.Value = value;
    }

    /// <summary>An operation of this test's pipelines that fails; see <see cref="SimulatedProcess.Fails"/>.</summary>
    public static string? Fails
    {
        get => Failing.Value;
        set => Failing.Value = value;
    }

    public static void CheckInputs(InputValues inputs)
    {
        _ = inputs.Duration("window");
        inputs.Positive("window", "clicks", "Tumbling");
    }

    public static ClickPipeline Create(IServiceProvider services, InputValues inputs)
    {
        _ = inputs.Duration("window");
        return new ClickPipeline();
    }

    public static void Build(ClickPipeline pipeline, JobBuilder job)
    {
        World.Builds++;
        var (world, process) = (World, new SimulatedProcess { Fails = Fails });
        var source = world.Source = new MemorySource<Click>(world.Topic, process);
        var clicks = job.Add("clicks", 1, lane => new ClickSourceBlock(lane, source, new WatermarkPolicy()));
        var lake = job.Add("lake", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(world.Lake, process)));
        job.Connect<Click>(clicks, ClickSourceBlock.Valid, lake);
    }
}
