using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

public sealed class EarlySignalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signal_before_the_broker_has_answered_ends_the_start_with_0(bool isInterrupt)
    {
        using var directory = new TestDirectory();
        await using var program = SamplePipeline.Plain(directory, NoBrokerTests.UnusedAddress()).StartInForeground();
        await program.LineAsync("the first attempt to reach a broker", static line => line.Contains("the next attempt is in", StringComparison.Ordinal));
        await StopAsync(program, isInterrupt);
        Assert.Contains("stopped by a signal before it had started; no record was read", program.Errors[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signal_in_the_first_moments_ends_the_start_with_0(bool isInterrupt)
    {
        using var directory = new TestDirectory();
        await using var program = SamplePipeline.In(directory, NoBrokerTests.UnusedAddress()).StartInForeground();

        // The program loads System.CommandLine right after it has registered its signal handlers.
        await Wait.UntilAsync("System.CommandLine is loaded", () => Maps(program).Contains("System.CommandLine.dll", StringComparison.Ordinal), () => program.Story);
        await StopAsync(program, isInterrupt);
        Assert.DoesNotContain(program.Errors, static line => line.Contains("cancel", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_signal_after_the_connectors_have_opened_and_before_the_first_record_suspends()
    {
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:4", "raw_events_dlq:2");
        await using var program = SamplePipeline.In(directory, broker.Address).Start();
        await program.LineAsync("the start of the job", static line => line.Contains("starts at checkpoint", StringComparison.Ordinal));
        await StopAsync(program, isInterrupt: false);
    }

    private static async Task StopAsync(RunningProgram program, bool isInterrupt)
    {
        if (isInterrupt)
        {
            program.Interrupt();
        }
        else
        {
            program.Terminate();
        }

        Assert.True(await program.ExitAsync() == 0, program.Story);
    }

    private static string Maps(RunningProgram program) => File.ReadAllText($"/proc/{program.Id}/maps");
}
