using System.Globalization;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>Backfills: which firings open runs, how many at a time, and what they leave to the schedules.</summary>
public sealed class BackfillTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void A_firing_opens_a_run_with_the_id_of_the_schedule_as_places_become_free()
    {
        var world = Hourly();
        var number = Request(world, hours: 3, parallel: 2, parameters: new Dictionary<string, string> { ["day"] = "monday" });

        Assert.Equal("a a", world.Running());
        Assert.Equal(["20261128T210000Z", "20261128T220000Z"], world.State.Runs.Values.Select(static run => run.Id));
        Assert.All(world.State.Runs.Values, run => Assert.Equal((number, "backfill by ann", "monday"), (run.Backfill, run.Cause.ToString(), run.Parameters["day"])));
        world.Complete("a");
        Assert.Equal(["20261128T220000Z", "20261128T230000Z"], world.State.Runs.Values.Select(static run => run.Id));
        world.Complete("a");
        Assert.Single(world.State.Backfills);
        world.Fail("a");
        Assert.Empty(world.State.Backfills);
        Assert.Equal("Completed Completed Failed", world.Ends());
        Assert.Single(world.Of<BackfillEnded>());
    }

    [Fact]
    public void A_logical_time_that_has_a_run_is_left_out_and_a_rerun_opens_another_one()
    {
        var world = Hourly();
        world.Do(static commands => commands.StartRun("bob", Hour(-2), [], None)).Complete("a");
        Request(world, hours: 3, parallel: 5);
        Assert.Equal([Hour(-3), Hour(-1)], world.State.Runs.Values.Select(static run => run.LogicalTime));
        Assert.Equal(1, world.Of<BackfillAdvanced>().Sum(static advanced => advanced.LeftOut));
        world.Complete("a").Complete("a");

        // All have runs.
        Request(world, hours: 3);
        Assert.Empty(world.State.Backfills);
        Assert.Equal(4, world.Of<BackfillAdvanced>().Sum(static advanced => advanced.LeftOut));

        Request(world, hours: 3, parallel: 5, isRerun: true);
        Assert.Equal([Hour(-3), Hour(-2), Hour(-1)], world.State.Runs.Values.Select(static run => run.LogicalTime));
        Assert.All(world.State.Runs.Values, static run => Assert.StartsWith(Openings.Timestamp(run.LogicalTime) + "-", run.Id, StringComparison.Ordinal));
        Assert.Equal(world.Of<RunOpened>().Count(), world.Of<RunOpened>().Select(static run => run.Run).Distinct().Count());
    }

    [Fact]
    public void Schedules_keep_their_active_runs_and_their_place_in_a_pool()
    {
        var world = Hourly(maxActiveRuns: 1, slots: 1);
        Request(world, hours: 5, parallel: 4);
        Assert.Equal("a", world.Running());
        Assert.Equal(4, world.State.Runs.Count);
        world.Advance(TimeSpan.FromHours(1));
        var scheduled = world.State.Runs.Values[^1];
        Assert.Equal((RunStatus.Running, 0L), (scheduled.Status, scheduled.Backfill));

        // The slot that becomes free is the schedule's, although its logical time is later.
        world.Complete("a");
        Assert.Equal(scheduled, Assert.Single(world.Attempts).Execution.Run);
    }

    [Fact]
    public void A_backfill_of_ten_years_of_minutes_is_one_change_and_a_run()
    {
        var text = new GraphText("a");
        var world = new LogicWorld(text.Node("a", "cron:* * * * *").Build()).Start();
        var before = world.Journal.Count;
        world.Do(commands => commands.Backfills.Request(world.Now.AddYears(-10), world.Now, null, null, 1, false, None, "ann", ""));
        Assert.True(world.Journal.Count - before < 10, string.Join('\n', world.Journal.Skip(before)));
        Assert.Single(world.State.Runs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_input_processes_a_bounded_number_of_firings(bool isRerun)
    {
        var text = new GraphText("a") { Guards = { ["never"] = static _ => false } };
        var logic = new ControlLogic(text.Node("a", "cron:* * * * * ? never").Build(), new TestSamples());
        var now = Hour(0);
        logic.Start(now, "test");
        logic.Do(now, commands => commands.Backfills.Request(now.AddYears(-1), now, null, null, 1, isRerun, None, "ann", ""));
        for (var lookups = 1; lookups <= 3; lookups++)
        {
            var lookup = logic.Lookup;
            Assert.NotNull(lookup);
            logic.ReportRuns(now, lookup, []);
            Assert.Equal((lookups, lookups * Backfills.WindowSize), (logic.Changes.OfType<BackfillAdvanced>().Count(), logic.Changes.OfType<BackfillAdvanced>().Sum(static advanced => advanced.LeftOut)));
        }
    }

    [Fact]
    public void Schedules_of_one_instant_share_the_run_and_one_node_can_be_chosen()
    {
        var text = new GraphText("a", "b", "c");
        var graph = text.Node("a", "cron:0 * * * *").Node("b", "cron:0 */2 * * *").Node("c", "go").Build();
        var world = new LogicWorld(graph).Start();
        Request(world, hours: 3, parallel: 5);
        Assert.Equal(["a", "a b", "a"], world.State.Runs.Values.Select(run => string.Join(' ', run.StartNodes.Select(node => graph.Nodes[node].Id))));

        var other = new LogicWorld(graph).Start();
        Request(other, hours: 3, parallel: 5, node: "b");
        Assert.Equal("b", other.Running());
        Request(other, hours: 3, parallel: 5, cron: "0 * * * *", isRerun: true);
        Assert.Equal("b a a a", other.Running());
    }

    [Fact]
    public void A_guard_is_evaluated_as_at_the_logical_time()
    {
        var text = new GraphText("a") { Guards = { ["even"] = static at => at.Now.Hour % 2 == 0 } };
        var world = new LogicWorld(text.Node("a", "cron:0 * * * * ? even").Build()).Start();
        Request(world, hours: 4, parallel: 5);
        Assert.Equal([Hour(-4), Hour(-2)], world.State.Runs.Values.Select(static run => run.LogicalTime));
        Assert.Equal(2, world.Of<BackfillAdvanced>().Sum(static advanced => advanced.LeftOut));
    }

    [Fact]
    public void Firings_of_a_node_with_the_mode_Once_queue()
    {
        var world = Hourly(mode: StartMode.Once);
        Request(world, hours: 3, parallel: 3);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("a", world.Running());
            world.Complete("a");
        }

        Assert.Equal("Completed Completed Completed", world.Ends());
        Assert.Empty(world.Of<RunSkipped>());
        Assert.Empty(world.State.Backfills);
    }

    [Fact]
    public void A_later_node_with_the_mode_Once_is_executed_in_each_run_one_after_the_other()
    {
        var text = new GraphText("a", "b");
        var world = new LogicWorld(text.Node("a", "cron:0 * * * *").Node("b", "a.completed", mode: StartMode.Once).Build()).Start();
        Request(world, hours: 3, parallel: 3);
        world.Complete("a").Complete("a").Complete("a");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("b", world.Running());
            world.Complete("b");
        }

        Assert.Empty(world.Of<ExecutionCoalesced>());
        Assert.Equal("Completed Completed Completed", world.Ends());
    }

    [Fact]
    public void A_cancelled_backfill_opens_no_further_run_and_its_open_runs_go_on()
    {
        var world = Hourly();
        var number = Request(world, hours: 3);
        Assert.Equal($"Pipeline 'test' has no open backfill 999; open are {number}.", Refused(world, static commands => commands.Backfills.Cancel(999, "ann", "")));
        world.Do(commands => commands.Backfills.Cancel(number, "ann", "wrong month"));
        Assert.Equal("a", world.Running());
        world.Complete("a");
        Assert.Equal("", world.Running());
        Assert.Empty(world.State.BackfillRuns);
        Assert.Equal("Pipeline 'test' has no open backfill 999; none is open.", Refused(world, static commands => commands.Backfills.Cancel(999, "ann", "")));
    }

    [Fact]
    public void A_paused_pipeline_and_one_that_was_shut_down_open_no_run()
    {
        var world = Hourly().Do(static commands => commands.Pause("ann", ""));
        Request(world, hours: 3);
        Assert.Empty(world.State.Runs);
        world.ShutDown().Do(static commands => commands.Resume("ann", ""));
        Assert.Empty(world.State.Runs);
        world.Start();
        Assert.Single(world.State.Runs);
    }

    [Fact]
    public void A_snapshot_has_the_backfills()
    {
        var world = Hourly();
        Request(world, hours: 5, parameters: new Dictionary<string, string> { ["day"] = "monday" });
        world.Complete("a");
        var snapshot = Snapshots.Take(world.State);
        var state = new ControlState(world.State.Index);
        Snapshots.Restore(state, (PipelineSnapshot)ChangeJson.Read(ChangeJson.Write(snapshot)));
        var (before, after) = (Assert.Single(world.State.Backfills).Value, Assert.Single(state.Backfills).Value);
        Assert.Equal((ChangeJson.Write(before.Request), before.Position), (ChangeJson.Write(after.Request), after.Position));
        Assert.Equal(Hour(-4), after.Position);
    }

    [Fact]
    public void A_backfill_of_schedules_that_the_class_no_longer_has_ends()
    {
        var world = Hourly();
        Request(world, hours: 3);
        world.Crash(graph: new GraphText("a").Node("a", "cron:30 * * * *").Build());
        Assert.Empty(world.State.Backfills);
        Assert.Single(world.Of<BackfillEnded>());
    }

    [Theory]
    [InlineData("A backfill needs an interval: its start 2026-11-29T00:00:00Z is not before its end 2026-11-29T00:00:00Z.", 0, 0)]
    [InlineData("A backfill cannot end at 2026-11-29T01:00:00Z, it is 2026-11-29T00:00:00Z: the schedules open the runs of later times themselves.", -1, 1)]
    [InlineData("There is nothing to backfill from 2026-11-28T23:30:00Z to 2026-11-29T00:00:00Z: no firing is in the interval.", -0.5, 0)]
    [InlineData("A backfill has from 1 to 1000 runs at a time, not 0.", -1, 0, 0)]
    [InlineData("No schedule starts 'aa' of pipeline 'test' by itself; did you mean 'a'?", -1, 0, 1, "aa")]
    [InlineData("No schedule of pipeline 'test' with the cron '5 * * * *' starts a node by itself; the crons are '0 * * * *;tz=UTC'.", -1, 0, 1, null, "5 * * * *")]
    public void What_cannot_be_backfilled_is_refused(string expected, double from, double to, int parallel = 1, string? node = null, string? cron = null) =>
        Assert.Equal(expected, Refused(Hourly(), commands => commands.Backfills.Request(Hour(from), Hour(to), cron, node, parallel, false, None, "ann", "")));

    [Fact]
    public void A_pipeline_without_schedules_has_nothing_to_backfill() =>
        Assert.Equal(
            "Pipeline 'test' has nothing to backfill: no schedule starts a node of it by itself.",
            Refused(
                new LogicWorld(new GraphText("a", "b").Node("a", "go").Node("b", "cron:0 * * * * & go").Build()).Start(),
                static commands => commands.Backfills.Request(Hour(-1), Hour(0), null, null, 1, false, None, "ann", "")));

    [Fact]
    public void Firings_are_those_of_the_zone_across_changes_of_its_clock()
    {
        var graph = new ControlGraph("test")
        {
            Events = [ControlEvent.Cron("30 2 * * *", "Europe/Berlin"), ControlEvent.Cron("0 1 * * *", "UTC")],
            CreateOutputs = static () => new JsonOutputs(),
        };
        var firings = new BackfillFirings(graph, graph.Events.Select(static named => named.Name));
        var (from, to) = (new DateTimeOffset(2026, 3, 28, 1, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 30, 1, 0, 0, TimeSpan.Zero));

        // The clock skips 02:30 of the 29th: it fires at 03:00, as the other one does, which is one instant.
        Assert.Equal(
            ["03-28 01:30", "03-29 01:00", "03-30 00:30"], firings.Between(from, to).Select(static at => at.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)));
        Assert.Equal([0, 1], firings.At(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Each_firing_has_one_run_and_no_more_runs_are_open_than_was_asked_whatever_happens() => Seeds.Run(1, 300, Run);

    private static void Run(int seed)
    {
        var random = new Random(seed);
        var text = new GraphText("a", "b", "c");
        var graph = text
            .Node("a", "cron:0 * * * *", mode: (StartMode)random.Next(3))
            .Node("b", "a.completed", mode: (StartMode)random.Next(3))
            .Node("c", "cron:*/40 */3 * * *", mode: random.Next(2) == 0 ? StartMode.OncePerRun : StartMode.Repeat)
            .Build(maxActiveRuns: random.Next(1, 3), slots: random.Next(1, 4), catchUp: (CatchUp)random.Next(3));
        var world = new LogicWorld(graph).Start();
        var (from, to) = (world.Now.AddHours(-random.Next(10, 60)), world.Now.AddHours(-random.Next(0, 5)));
        int[] parallel = [random.Next(1, 5), random.Next(1, 5)];
        long[] numbers = [Request(world, from, to, parallel[0]), Request(world, from.AddHours(random.Next(-8, 8)), to, parallel[1])];
        for (var step = 0; step < 150; step++)
        {
            Step(world, random, from, to);
        }

        for (var i = 0; world.State.Backfills.Count > 0; i++)
        {
            Assert.True(i < 5000, "The backfills have no end.");
            if (world.State.IsPaused)
            {
                world.Do(static commands => commands.Resume("ann", ""));
            }

            End(world, random, fails: false);
        }

        var opened = world.Of<RunOpened>().ToList();
        Assert.Equal(opened.Count, opened.Select(static run => run.Run).Distinct().Count());
        foreach (var request in world.Of<BackfillRequested>())
        {
            foreach (var instant in new BackfillFirings(graph, request.Crons).Between(request.From, request.To))
            {
                var runs = opened.FindAll(run => run.LogicalTime == instant);
                Assert.NotEmpty(runs);
                Assert.True(runs.Count(static run => run.Backfill > 0) <= 1, $"{instant:O} has {string.Join(", ", runs.Select(static run => run.Run))}");
                Assert.True(runs[0].Backfill > 0 || runs.TrueForAll(static run => run.Backfill == 0), $"{instant:O} had a run: {string.Join(", ", runs.Select(static run => run.Run))}");
            }
        }

        Assert.Equal([0, 0], numbers.Select((number, i) => Exceeded(world.Journal, number, parallel[i])));
        Assert.DoesNotContain(world.Of<RunSkipped>(), static skipped => skipped.Cause.Kind == RunCauseKind.Backfill);
        Assert.DoesNotContain(world.Of<ExecutionCoalesced>(), coalesced => coalesced.Number == 0 && opened.Exists(run => run.Run == coalesced.Run && run.Backfill > 0));
    }

    // How often more runs were open than were asked for.
    private static int Exceeded(List<Change> journal, long number, int parallel)
    {
        var (open, exceeded) = (new HashSet<string>(), 0);
        foreach (var change in journal)
        {
            switch (change)
            {
                case RunOpened opened when opened.Backfill == number:
                    open.Add(opened.Run);
                    break;
                case RunEnded ended:
                    open.Remove(ended.Run);
                    break;
            }

            exceeded += open.Count > parallel ? 1 : 0;
        }

        return exceeded;
    }

    private static void Step(LogicWorld world, Random random, DateTimeOffset from, DateTimeOffset to)
    {
        switch (random.Next(12))
        {
            case 0:
                world.Crash(TimeSpan.FromMinutes(random.Next(200)));
                break;
            case 1:
                world.Advance(TimeSpan.FromMinutes(random.Next(100)));
                break;
            case 2:
                var hours = random.Next((int)(to - from).TotalHours);
                world.Do(commands => commands.StartRun("bob", from.AddHours(hours), ["a"], None));
                break;
            case 3 when random.Next(3) == 0:
                _ = world.State.IsPaused ? world.Do(static commands => commands.Resume("ann", "")) : world.Do(static commands => commands.Pause("ann", ""));
                break;
            case 4 when world.State.Runs.Values.FirstOrDefault(static run => run.Backfill > 0 && run.Status == RunStatus.Running) is { } run:
                world.Do(commands => commands.CancelRun(run.Id, "ann", ""));
                break;
            default:
                End(world, random, fails: random.Next(4) == 0);
                break;
        }
    }

    private static void End(LogicWorld world, Random random, bool fails)
    {
        if (world.Attempts.Count == 0)
        {
            world.Advance(TimeSpan.FromMinutes(1));
            return;
        }

        var execution = world.Attempts[random.Next(world.Attempts.Count)].Execution;
        var node = execution.Key.Node;
        _ = world.Stopping.Exists(stopping => stopping.Key.Node == node) ? world.Stopped(node) : fails ? world.Fail(node) : world.Complete(node);
    }

    private static LogicWorld Hourly(int maxActiveRuns = 1, int slots = 16, StartMode mode = StartMode.OncePerRun) =>
        new LogicWorld(new GraphText("a").Node("a", "cron:0 * * * *", mode: mode).Build(maxActiveRuns: maxActiveRuns, slots: slots)).Start();

    private static DateTimeOffset Hour(double hours) => new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero).AddHours(hours);

    private static long Request(
        LogicWorld world, int hours, int parallel = 1, bool isRerun = false, string? node = null, string? cron = null, IReadOnlyDictionary<string, string>? parameters = null)
    {
        world.Do(commands => commands.Backfills.Request(world.Now.AddHours(-hours), world.Now, cron, node, parallel, isRerun, parameters ?? None, "ann", "why"));
        return world.Of<BackfillRequested>().Last().Backfill;
    }

    private static long Request(LogicWorld world, DateTimeOffset from, DateTimeOffset to, int parallel)
    {
        world.Do(commands => commands.Backfills.Request(from, to, null, null, parallel, false, None, "ann", ""));
        return world.Of<BackfillRequested>().Last().Backfill;
    }

    private static string Refused(LogicWorld world, Action<Commands> command)
    {
        var before = world.Journal.Count;
        var fault = Assert.Throws<CommandException>(() => world.Do(command));
        Assert.Equal(before, world.Journal.Count);
        return fault.Message;
    }
}
