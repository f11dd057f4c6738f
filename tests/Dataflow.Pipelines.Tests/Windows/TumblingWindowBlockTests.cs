using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Jobs;

namespace Dataflow.Pipelines.Tests.Windows;

public sealed class TumblingWindowBlockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_input_out_of_order_equals_LINQ(int parallelism) => Seeds.Run(1, 25, seed =>
    {
        var random = new Random(seed);
        var graph = new ClickGraph
        {
            Parallelism = parallelism,
            Window = TimeSpan.FromSeconds(random.Next(1, 200)),
            Watermarks = new WatermarkPolicy { MaxOutOfOrderness = TimeSpan.FromSeconds(60) },
            MaxChunk = random.Next(1, 200),
        };
        var world = new ClickWorld();
        byte[][] input = [.. Enumerable.Range(0, 800).Select(i => ClickInput.Click(i, (i / 2) - random.Next(59), $"user {random.Next(20)}", random.Next(100)).ToJson())];
        world.Topic.Append(0, input);
        ClickRun.Start(world, graph).Drain();
        Expect.Results(world, new ClickModel(input, graph));
    });

    [Fact]
    public void A_window_fires_once_in_the_order_of_time_and_not_before_the_watermark()
    {
        var world = new ClickWorld();
        using var run = ClickRun.Start(world);
        world.Topic.Append(0, ClickInput.Click(1, 10).ToJson(), ClickInput.Click(2, 89).ToJson());
        run.Checkpoint();
        Assert.Empty(world.Totals.Rows);
        world.Topic.Append(0, ClickInput.Click(3, 90).ToJson());
        run.Checkpoint();
        Assert.Equal([ClickInput.Start], world.Totals.Rows.Select(static t => t.Start));
        world.Topic.Append(0, ClickInput.Click(4, 400).ToJson());
        run.Checkpoint();
        Assert.Equal([0, 60], world.Totals.Rows.Select(static t => (t.Start - ClickInput.Start).TotalSeconds));
    }

    [Fact]
    public void Allowed_lateness_keeps_a_window_open_and_later_records_go_to_the_late_output()
    {
        var world = new ClickWorld();
        var graph = new ClickGraph { AllowedLateness = TimeSpan.FromSeconds(60), Watermarks = new WatermarkPolicy() };
        using var run = ClickRun.Start(world, graph);
        Send(1, 10);
        Send(2, 119);
        Send(3, 11);
        Send(4, 120);
        Send(5, 12);
        run.Checkpoint();
        Assert.Equal(2, Assert.Single(world.Totals.Rows).Count);
        Assert.Equal(["5"], world.Late.Rows.Select(static r => r.Id));
        Assert.Equal((5, 1), (run.Job.Counts()["totals"].In, run.Job.Counts()["totals"].Late));

        void Send(int number, int seconds)
        {
            world.Topic.Append(0, ClickInput.Click(number, seconds).ToJson());
            run.Run();
        }
    }
}
