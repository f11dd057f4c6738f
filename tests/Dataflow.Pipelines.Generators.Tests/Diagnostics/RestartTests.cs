using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP0028 and other diagnostics of a restart policy.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData("Restart.FixedDelay, MaxDelay = ⟦\"5m\"⟧", "MaxDelay", "FixedDelay", "Exponential")]
    [InlineData("Restart.FixedDelay, Within = ⟦\"5m\"⟧", "Within", "FixedDelay", "Exponential, FailureRate")]
    [InlineData("Restart.FailureRate, Jitter = ⟦0.5⟧", "Jitter", "FailureRate", "Exponential")]
    [InlineData("Restart.Never, Attempts = ⟦3⟧", "Attempts", "Never", "Exponential, FixedDelay, FailureRate")]
    [InlineData("Restart.Never, Delay = ⟦\"1s\"⟧", "Delay", "Never", "Exponential, FixedDelay, FailureRate")]
    public Task An_argument_of_another_mode(string arguments, string argument, string mode, string modes) =>
        Of("DFP0028", arguments, $"{argument} does not apply to Restart.{mode}: it goes with {modes}");

    [Theory]
    [InlineData("Restart.FixedDelay, Attempts = ⟦0⟧", "Attempts of 'P' must be at least 1 restart (for none: Restart.Never), and is 0")]
    [InlineData("Restart.Exponential, Jitter = ⟦1.5⟧", "Jitter of 'P' must be from 0 to 1, and is 1.5")]
    public Task A_number_out_of_range(string arguments, string message) => Of("DFP0019", arguments, message);

    [Theory]
    [InlineData("Restart.Exponential, Delay = \"⟦soon⟧\"", "'soon' is no duration: write a whole number and one of the units ms, s, m, h, d, as in \"5m\"")]
    [InlineData("Restart.Exponential, Within = \"⟦0s⟧\"", "'0s' is no duration: it must be longer than zero")]
    [InlineData("Restart.FailureRate, Delay = ⟦\"{{ pipeline.input.pause }}\"⟧", "'{{ pipeline.input.pause }}' is no duration: it is a part of the descriptor, which no input changes; write a constant")]
    public Task An_invalid_duration(string arguments, string message) => Of("DFP2005", arguments, message);

    private static Task Of(string id, string arguments, string message) => Expect.InSourceAsync(
        id,
        $$"""
        [Pipeline("p"), RestartPolicy({{arguments}})]
        public sealed partial class P
        {
            [Source, Watermark(nameof(Raw.At))] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Sink(From = nameof(Events))] public ParquetSink<Raw> Lake => new("c");
        }
        """,
        message);
}
