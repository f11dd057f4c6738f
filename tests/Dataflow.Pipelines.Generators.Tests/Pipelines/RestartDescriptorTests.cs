using Dataflow.Pipelines.Generators.Tests.Support;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Restarts;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>The arguments of <c>[RestartPolicy]</c> are in the descriptor of the generated pipeline.</summary>
public sealed class RestartDescriptorTests
{
    [Fact]
    public void A_class_without_a_policy_uses_that_of_the_host() => Assert.Null(Describe(""));

    [Fact]
    public void A_mode_alone_has_its_defaults()
    {
        Assert.Equal(new ExponentialRestart(), Describe(", RestartPolicy(Restart.Exponential)"));
        Assert.Equal(new FixedDelayRestart(), Describe(", RestartPolicy(Restart.FixedDelay)"));
        Assert.Equal(new FailureRateRestart(), Describe(", RestartPolicy(Restart.FailureRate)"));
        Assert.Equal(new NoRestart(), Describe(", RestartPolicy(Restart.Never)"));
    }

    [Fact]
    public void Each_argument_is_in_the_descriptor()
    {
        Assert.Equal(
            new ExponentialRestart { Delay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromMinutes(5), Jitter = 0.25, Attempts = 7, Within = TimeSpan.FromHours(1) },
            Describe(""", RestartPolicy(Restart.Exponential, Delay = "2s", MaxDelay = "5m", Jitter = 0.25, Attempts = 7, Within = "1h")"""));
        Assert.Equal(new FixedDelayRestart { Delay = TimeSpan.FromSeconds(30), Attempts = 10 }, Describe(""", RestartPolicy(Restart.FixedDelay, Delay = "30s", Attempts = 10)"""));
        Assert.Equal(
            new FailureRateRestart { Delay = TimeSpan.Zero, Attempts = 3, Within = TimeSpan.FromMinutes(5) }, Describe(""", RestartPolicy(Restart.FailureRate, Delay = "0s", Attempts = 3, Within = "5m")"""));
    }

    private static RestartStrategy? Describe(string policy) => Compiler.Generate(RunningPipeline.World, $$"""
        using Dataflow.Pipelines;
        using Dataflow.Pipelines.Graph;

        [Record] public readonly partial record struct Raw(int Id, DateTimeOffset At);

        [Pipeline("p"){{policy}}] public sealed partial class P
        {
            [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new();
            [Rejected(nameof(In))] public partial Stream<DeadLetter> Bad { get; }
            [Sink(From = nameof(In))] public Lists<Raw> Out => new("out");
            [Sink(From = nameof(Bad))] public Lists<DeadLetter> BadOut => new("bad");
        }

        public static class Test
        {
            public static PipelineDescriptor Run() => Of<P>();

            private static PipelineDescriptor Of<T>() where T : class, IPipeline<T> => T.Descriptor;
        }
        """).Load<Func<PipelineDescriptor>>()().Restart;
}
