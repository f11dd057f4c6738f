using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>Silences: what they hold back, and what is sent at their end.</summary>
public sealed class AlertSilenceTests
{
    private readonly LogicWorld _world;

    public AlertSilenceTests()
    {
        var text = new GraphText("lag", "load", "quiet");
        text.Guards["lag"] = static at => at.Metric(0, "lag") > 10;
        text.Sampled.Add("lag");
        var alert = text.Alert("? lag", TimeSpan.FromHours(1), message: static at => "lag " + at.Metric(0, "lag"));
        _world = new LogicWorld(text
            .Node("lag", kind: ControlNodeKind.Stream, alerts: [alert, text.Alert("tick")])
            .Node("load", "go", alerts: text.Alert("load.failed"))
            .Node("quiet", "load.completed").Build()).Start();
    }

    [Fact]
    public void What_fires_in_a_silence_and_is_open_at_its_end_is_sent_then()
    {
        Silence("lag", TimeSpan.FromHours(3));
        Set(20);
        Assert.Equal(_world.Of<AlertSilenced>().First().Until, _world.Of<AlertFired>().Single().SilencedUntil);
        _world.Advance(TimeSpan.FromHours(2.9));
        Assert.Empty(_world.Sent);

        _world.Advance(TimeSpan.FromHours(0.5));
        var sent = Assert.Single(_world.Sent);
        Assert.Equal((AlertStatus.Firing, _world.Of<AlertFired>().Single().At), (sent.Status, sent.At));
        Assert.Equal(["1"], Steps());

        // Repeated from then on.
        _world.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["1", "2"], Steps());
    }

    [Fact]
    public void What_fires_and_is_resolved_in_a_silence_is_recorded_and_never_sent()
    {
        Silence("lag", TimeSpan.FromHours(3));
        Set(20);
        Set(0);
        _world.Advance(TimeSpan.FromHours(5));
        Assert.Empty(_world.Sent);
        Assert.Single(_world.Of<AlertFired>());
        Assert.Single(_world.Of<AlertResolved>());
        Assert.Empty(_world.State.Alerts);
        Assert.Empty(_world.State.Silences);
    }

    [Fact]
    public void What_was_sent_before_and_is_resolved_in_a_silence_is_reported_as_resolved_at_its_end()
    {
        Set(20);
        Silence("lag", TimeSpan.FromHours(3));
        _world.Advance(TimeSpan.FromHours(2));
        Set(0);
        Assert.Equal(["1"], Steps());

        _world.Crash(TimeSpan.FromHours(2)).Tick();
        Assert.Equal(["1", "resolved"], Steps());
        Assert.Equal(_world.Of<AlertResolved>().Single().At, _world.Sent[1].At);
        Assert.Empty(_world.State.Alerts);
    }

    [Fact]
    public void An_open_alert_is_repeated_at_the_end_of_a_silence_and_not_in_it()
    {
        Set(20);
        Silence("lag", TimeSpan.FromHours(3));
        _world.Advance(TimeSpan.FromHours(2.9));
        Assert.Equal(["1"], Steps());
        _world.Advance(TimeSpan.FromHours(0.5));
        Assert.Equal(["1", "2"], Steps());
    }

    [Fact]
    public void The_occurrence_of_an_event_in_a_silence_is_recorded_and_not_sent()
    {
        Silence("load", TimeSpan.FromHours(1));
        _world.Publish("go").Fail("load").Advance(TimeSpan.FromHours(2));
        Assert.Empty(_world.Sent);
        Assert.Single(_world.Of<AlertFired>());

        _world.Publish("go").Fail("load");
        Assert.Single(_world.Sent);
    }

    [Fact]
    public void One_alert_of_a_node_can_be_silenced()
    {
        _world.Do(commands => commands.Alerts.Silence("lag", 2, _world.Now.AddHours(1), "ann", "noise")).Publish("tick");
        Set(20);
        Assert.Equal(["lag 20"], _world.Sent.Select(static sent => sent.Message));
        Assert.Equal(2, _world.Of<AlertFired>().Count());
    }

    [Fact]
    public void A_person_ends_a_silence_and_what_is_open_is_sent_at_once()
    {
        Silence("lag", TimeSpan.FromHours(3));
        Set(20);
        _world.Do(static commands => commands.Alerts.Unsilence("lag", null, "bob", "repaired"));
        Assert.Equal(["1"], Steps());
        Assert.All(_world.Of<AlertUnsilenced>(), static ended => Assert.Equal(("bob", "repaired"), (ended.Who, ended.Why)));
        Assert.Equal(["1", "2"], Steps(_world.Advance(TimeSpan.FromHours(1.5))));
    }

    [Fact]
    public void A_further_silence_replaces_the_first()
    {
        Silence("lag", TimeSpan.FromHours(1));
        Silence("lag", TimeSpan.FromHours(3));
        Set(20);
        _world.Advance(TimeSpan.FromHours(2));
        Assert.Empty(_world.Sent);
        _world.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["1"], Steps());
    }

    [Fact]
    public void What_a_run_has_left_behind_is_sent_after_a_restart_that_does_not_know_the_run()
    {
        var text = new GraphText("a", "keep");
        text.Guards["many"] = static at => ((JsonOutputs)at.Outputs!).Number(0, "rows") > 5;
        var world = new LogicWorld(text.Node("a", "go", alerts: text.Alert("? many")).Node("keep", "go").Build()).Start().Publish("go").Complete("a", """{"rows":7}""");
        world.Do(commands => commands.Alerts.Silence("a", null, world.Now.AddHours(1), "ann", "")).Complete("keep");
        Assert.Equal("Completed", world.Ends());
        Assert.Equal(["1"], Steps(world));

        world.Journal.RemoveAll(static change => change.RunId is not null);
        world.Crash(TimeSpan.FromHours(2));
        Assert.Equal(["1", "resolved"], Steps(world));
    }

    [Theory]
    [InlineData("lga", null, 1, "Pipeline 'test' has no node 'lga'; did you mean 'lag'?")]
    [InlineData("something", null, 1, "Pipeline 'test' has no node 'something'; nodes with alerts are 'lag', 'load'.")]
    [InlineData("quiet", null, 1, "'quiet' has no alert; nodes with alerts are 'lag', 'load'.")]
    [InlineData("lag", 3, 1, "'lag' has no alert 3: its alerts have the numbers 1 to 2.")]
    [InlineData("lag", null, -1, "The alerts of 'lag' cannot be silenced until 2026-11-28 23:00:00Z: that is past. Name a later time.")]
    public void What_cannot_be_silenced_is_refused(string node, int? number, int hours, string expected)
    {
        var refused = Assert.Throws<CommandException>(() => _world.Do(commands => commands.Alerts.Silence(node, number, _world.Now.AddHours(hours), "ann", "")));
        Assert.Equal(expected, refused.Message);
        Assert.Empty(_world.Of<AlertSilenced>());
    }

    [Fact]
    public void The_end_of_a_silence_that_there_is_not_is_refused()
    {
        Assert.Equal("No alert of 'lag' is silenced.", Assert.Throws<CommandException>(() => _world.Do(static commands => commands.Alerts.Unsilence("lag", null, "ann", ""))).Message);
        Silence("load", TimeSpan.FromHours(1));
        Assert.Equal(
            "No alert of 'lag' is silenced; silenced are those of 'load'.",
            Assert.Throws<CommandException>(() => _world.Do(static commands => commands.Alerts.Unsilence("lag", null, "ann", ""))).Message);
    }

    private static IEnumerable<string> Steps(LogicWorld world) => world.Sent.Select(static sent => sent.Id.Split(':')[1]);

    private IEnumerable<string> Steps() => Steps(_world);

    private void Silence(string node, TimeSpan time) => _world.Do(commands => commands.Alerts.Silence(node, null, _world.Now + time, "ann", "maintenance"));

    private void Set(double lag)
    {
        _world.Samples.Metrics[(0, "lag")] = lag;
        _world.Tick();
    }
}
