using System.Globalization;
using System.Text;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

/// <summary>The limit of open files, <c>ulimit -n</c>: below the minimum, the error names it; at the minimum, the pipeline runs.</summary>
public sealed class FileLimitTests
{
    private const int Needed = 256;

    [Theory]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(192)]
    [InlineData(Needed - 1)]
    public async Task Under_a_low_limit_one_line_names_the_limit_found_and_the_limit_needed(int limit)
    {
        using var directory = new TestDirectory();
        await using var pipeline = SamplePipeline.In(directory, NoBrokerTests.UnusedAddress()).StartBehindShell(Under(limit), "");
        var code = await pipeline.ExitAsync();
        Assert.True(code == 2, pipeline.Story);
        Assert.True(pipeline.Errors is [var line] && line.StartsWith(
            $"Not started: the limit of open files is {limit}, and a pipeline needs at least {Needed}: raise it with 'ulimit -n 1024'", StringComparison.Ordinal), pipeline.Story);
        Assert.Empty(pipeline.Output);
    }

    // Not the sample with the control plane: its entry point names a type of that package, which cannot be loaded under this limit.
    [Fact]
    public async Task Under_a_limit_that_leaves_no_room_for_another_package_the_line_is_the_same()
    {
        using var directory = new TestDirectory();
        await using var pipeline = SamplePipeline.Plain(directory, NoBrokerTests.UnusedAddress()).StartBehindShell(Under(32), "");
        Assert.True(await pipeline.ExitAsync() == 2, pipeline.Story);
        Assert.StartsWith($"Not started: the limit of open files is 32, and a pipeline needs at least {Needed}:", Assert.Single(pipeline.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_the_limit_that_it_names_the_sample_reads_from_its_broker_and_writes_its_lake()
    {
        const int Count = 500;
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:4", "raw_events_dlq:3");
        var pipeline = SamplePipeline.In(directory, broker.Address);
        await pipeline.Events.WriteAsync(1, Enumerable.Range(0, Count).Select(static i => Encoding.UTF8.GetBytes(Event.Good(string.Create(CultureInfo.InvariantCulture, $"e{i}")))));
        await using var running = pipeline.StartBehindShell(Under(Needed), "");
        await running.LineAsync("a report of the pipeline", static line => line.StartsWith('{'));
        await pipeline.DrainAsync(running);
        Assert.Equal(Count, pipeline.Lake.Rows());
    }

    private static string Under(int limit) => string.Create(CultureInfo.InvariantCulture, $"ulimit -n {limit}");
}
