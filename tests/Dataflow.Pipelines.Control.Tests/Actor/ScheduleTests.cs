using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Actor;

/// <summary>What an owner writes about the schedule of its pipeline.</summary>
public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("CRON", "cron:0 2 * * * | go", "0 2 * * *;tz=UTC", "go")]
    [InlineData("CRON", "cron:0 2 * * * | cron:@hourly | cron:@startup", "0 2 * * *;tz=UTC\n@hourly;tz=UTC", null)]
    [InlineData("EVENT", "go & data.ready", null, "go\ndata.ready")]
    [InlineData("MANUAL", "cron:@startup | pipeline.started", null, null)]
    public void The_type_follows_from_what_triggers_name(string type, string start, string? crons, string? events) =>
        Assert.Equal(new ScheduleState(type, crons, events, null), ScheduleState.Of(new GraphText("a").Node("a", start).Build()));

    [Fact]
    public void The_next_firing_is_written_when_it_changes()
    {
        var world = new ActorWorld(Graph());
        var actor = world.StartInstance();
        world.Start(actor);
        Assert.Equal([null, Day.AddHours(2)], Written(world));
        world.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, Written(world).Count);
        world.RunUntilEnded(1);
        Assert.Equal([null, Day.AddHours(2), Day.AddHours(26)], Written(world));
    }

    [Fact]
    public void A_pipeline_that_was_shut_down_has_no_next_firing_and_the_stop_of_an_instance_leaves_it()
    {
        var world = new ActorWorld(Graph());
        var actor = world.StartInstance();
        world.Start(actor);
        var stop = actor.DisposeAsync().AsTask();
        world.Scheduler.RunUntil(stop, "the stop");
        Assert.Equal(Day.AddHours(2), Written(world)[^1]);

        var second = world.StartInstance("second");
        Assert.Equal(Day.AddHours(2), Written(world)[^1]);
        var shutDown = second.CallAsync(static (logic, now) => logic.ShutDown(now, "test"));
        world.Scheduler.RunUntil(shutDown, "the shutdown");
        Assert.Null(Written(world)[^1]);
    }

    private static List<DateTimeOffset?> Written(ActorWorld world) => [.. world.Store.SchedulesOf("test").Select(static schedule => schedule.Next)];

    private static ControlGraph Graph() =>
        new GraphText("a").Node("a", "cron:0 2 * * *", work: static _ => static (_, _) => Task.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray())).Build();
}
