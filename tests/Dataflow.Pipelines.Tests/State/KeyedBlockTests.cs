using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Spilling;

namespace Dataflow.Pipelines.Tests.State;

public sealed class KeyedBlockTests
{
    [Fact]
    public void State_and_timers_at_any_lane_count_equal_LINQ_despite_crashes()
    {
        var (crashes, stops) = Run(1, 60);
        Assert.True(Seeds.IsReplay || (crashes >= 50 && stops >= 10), $"only {crashes} crashes and {stops} stops: the simulation proves too little");
    }

    [Fact]
    [Trait("size", "long")]
    public void The_same_over_many_seeds() => Run(30_000, 3_000);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    public void A_timer_of_processing_time_fires_when_the_clock_reaches_it_also_after_a_restart(int before, int after)
    {
        var world = new ClickWorld();
        using (var first = VisitRun.Start(world, before))
        {
            Append(ClickInput.Click(0, 0, "ann", 5) with { Id = "wake" }, ClickInput.Click(1, 1, "bob", 60) with { Id = "wake" });
            first.Wait(TimeSpan.FromSeconds(4.9));
            first.Wait(TimeSpan.FromSeconds(0.2));
            first.Wait(TimeSpan.FromSeconds(15));
            Assert.Equal(["ann 12:00:05"], Minutes());
            first.Crash();
        }

        using (var second = VisitRun.Start(world, after))
        {
            second.Wait(TimeSpan.FromSeconds(39));
            Assert.Equal(["ann 12:00:05"], Minutes());
            second.Wait(TimeSpan.FromSeconds(5));
            second.Wait(TimeSpan.FromSeconds(15));
            Assert.Equal(["ann 12:00:05", "bob 12:01:00"], Minutes());
        }

        void Append(params ReadOnlySpan<Click> clicks)
        {
            foreach (var click in clicks)
            {
                world.Topic.Append(0, click.ToJson());
            }
        }

        IEnumerable<string> Minutes() => world.Late.Rows.Select(static r => $"{r.User} {r.At:HH:mm:ss}");
    }

    [Fact]
    public void A_store_receives_the_oldest_retained_checkpoint()
    {
        var backend = new SpillingStateBackend();
        using var run = VisitRun.Start(new ClickWorld { StateBackend = backend }, lanes: 2);
        long[] oldest = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            run.Wait(TimeSpan.FromSeconds(10));
            return Assert.Single(backend.Stores.Where(static s => s.States.Count > 0).Select(static s => s.Retained).Distinct());
        })];
        Assert.Equal([1, 1, 1, 2, 3], oldest);
    }

    [Fact]
    public void A_timer_waits_for_the_watermark_and_state_expires_behind_it()
    {
        var world = new ClickWorld();
        using var run = VisitRun.Start(world, 2, new TtlPolicy(TimeSpan.FromMinutes(10)));
        Send(10);
        Send(20);
        Send(90);
        Assert.Empty(world.Late.Rows);
        Send(91);
        Assert.Equal([60], world.Late.Rows.Select(static r => (int)(r.At - ClickInput.Start).TotalSeconds));
        Send(691);
        Assert.Equal([1, 2, 3, 4, 1], world.Lake.Rows.Select(static r => r.Amount));

        void Send(int seconds)
        {
            world.Topic.Append(0, ClickInput.Click(seconds, seconds).ToJson());
            run.Wait(TimeSpan.FromSeconds(15));
        }
    }

    [Fact]
    public void A_timer_of_processing_time_reads_state_with_a_TTL_of_event_time_as_of_the_watermark()
    {
        const int LastWeek = -7 * 86_400;
        var world = new ClickWorld();
        using var run = VisitRun.Start(world, 1, new TtlPolicy(TimeSpan.FromMinutes(10)));
        Send(LastWeek, "wake", 5);
        Assert.Equal(["ann"], world.Late.Rows.Where(static r => r.At >= ClickInput.Start).Select(static r => r.User));
        Send(LastWeek + 590, "on", 1);
        Send(LastWeek + 590 + 601, "on", 1);
        Assert.Equal([1, 2, 1], world.Lake.Rows.Select(static r => r.Amount));

        void Send(int seconds, string id, int amount)
        {
            world.Topic.Append(0, (ClickInput.Click(seconds, seconds, "ann", amount) with { Id = id }).ToJson());
            run.Wait(TimeSpan.FromSeconds(4.9));
            run.Wait(TimeSpan.FromSeconds(0.2));
            run.Wait(TimeSpan.FromSeconds(15));
        }
    }

    [Fact]
    public void A_timer_of_processing_time_does_not_read_state_whose_TTL_of_processing_time_has_expired()
    {
        var world = new ClickWorld();
        using var run = VisitRun.Start(world, 1, new TtlPolicy(TimeSpan.FromMinutes(10), Clock: StateClock.ProcessingTime));
        world.Topic.Append(0, (ClickInput.Click(0, 0, "ann", 300) with { Id = "wake" }).ToJson());
        world.Topic.Append(0, (ClickInput.Click(1, 1, "bob", 900) with { Id = "wake" }).ToJson());
        run.Wait(TimeSpan.FromMinutes(6));
        run.Wait(TimeSpan.FromMinutes(10));
        run.Wait(TimeSpan.FromSeconds(15));
        Assert.Equal(["ann", ""], world.Late.Rows.Select(static r => r.User));
    }

    [Fact]
    public void State_of_a_node_that_has_become_stateless_is_refused()
    {
        var world = new ClickWorld();
        using (var run = VisitRun.Start(world, 1))
        {
            world.Topic.Append(0, ClickInput.Click(1, 1).ToJson());
            run.Wait(TimeSpan.FromSeconds(11));
        }

        var fault = Assert.Throws<PipelineFaultException>(() => VisitRun.Start(world, 1, isStateless: true));
        Assert.Equal("visits", fault.Node);
        Assert.IsType<CheckpointException>(fault.InnerException);
        Assert.Contains("holds the state 'state' (1 entries in one lane) of node 'visits', which now has none. Use the former definition of the node, or give it another id with [Node].", fault.Message, StringComparison.Ordinal);
    }

    private static (int Crashes, int Stops) Run(int first, int count)
    {
        int crashes = 0, stops = 0;
        Seeds.Run(first, count, seed =>
        {
            var simulation = new VisitSimulation(seed);
            simulation.Run();
            crashes += simulation.Crashes;
            stops += simulation.Stops;
        });
        return (crashes, stops);
    }
}
