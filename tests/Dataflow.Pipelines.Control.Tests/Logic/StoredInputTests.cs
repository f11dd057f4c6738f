using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Hosting;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>Stored inputs: what a change publishes, what is refused, and what triggers read.</summary>
public sealed class StoredInputTests
{
    [Fact]
    public void A_change_restarts_a_stream_and_the_same_value_again_does_nothing()
    {
        var world = World().Start();
        Assert.Equal("stored", Set(world, "kafka_config", "broker:9092"));
        Assert.Equal(["kafka_config.updated"], world.Of<EventPublished>().Select(static published => published.Name));
        Assert.Equal("""{"input":"kafka_config","who":"ann","why":"moved \u0022"}""", world.Of<EventPublished>().Single().Payload);
        Assert.Single(world.Stopping);
        world.Stopped("ingest");
        Assert.Equal("ingest", world.Running());

        var before = world.Journal.Count;
        Assert.Equal("unchanged", Set(world, "kafka_config", "broker:9092"));
        Assert.Equal(before, world.Journal.Count);
        Assert.Equal("stored", Set(world, "kafka_config", "other:9092"));
        Assert.Equal(2, world.Of<EventPublished>().Count());
    }

    [Fact]
    public void Nothing_is_published_where_no_trigger_names_the_event()
    {
        var world = World().Start();
        Assert.Equal("stored", Set(world, "window", "5m"));
        Assert.Empty(world.Of<EventPublished>());
        Assert.Equal(0, world.State.WithoutTrigger);
    }

    [Theory]
    [InlineData("limit", "INT", "12")]
    [InlineData("is_dry", "BOOLEAN", "true")]
    [InlineData("window", "STRING", "5m")]
    [InlineData("kafka_config", "STRING", "")]
    public void A_value_is_stored_with_the_kind_of_its_input(string name, string type, string text)
    {
        var world = World().Start();
        Set(world, name, text);
        Assert.Equal(new StoredInput(name, text, type, IsSensitive: false, world.Now), world.State.Inputs[name]);
    }

    [Theory]
    [InlineData("limt", "1", "Input 'limt' is not an input of 'test'. Did you mean 'limit'?")]
    [InlineData("limit", "many", "Input 'limit' is 'many', which is no whole number from -2147483648 to 2147483647.")]
    [InlineData("window", "soon", "Input 'window' is 'soon', which is no duration: write a number and one of ms, s, m, h, d, as in 90s or 5m.")]
    [InlineData("limit", "-1", "The pipeline object cannot be created with this value: InvalidOperationException: The limit is negative.")]
    [InlineData("token", "s3cret", "Input 'token' is sensitive in the class that runs, and its value was sent without encryption: use the same version of the program for 'config set'. Nothing was stored.")]
    public void A_value_that_does_not_fit_changes_nothing(string name, string text, string expected)
    {
        var world = World().Start();
        Set(world, "limit", "5");
        var before = world.Journal.Count;
        Assert.Equal(expected, Assert.Throws<CommandException>(() => Set(world, name, text)).Message);
        Assert.Equal(before, world.Journal.Count);
        Assert.Equal("5", world.State.Inputs["limit"].Text);
    }

    [Fact]
    public void A_trigger_that_the_event_fires_reads_the_new_value()
    {
        var world = World().Start();
        Set(world, "limit", "5");
        Assert.DoesNotContain("many", world.Running(), StringComparison.Ordinal);
        Set(world, "limit", "50");
        Assert.Contains("many", world.Running(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_is_unset_once()
    {
        var world = World().Start();
        Set(world, "limit", "50");
        Assert.Equal("stored", Unset(world, "limit"));
        Assert.Empty(world.State.Inputs);
        Assert.Equal(2, world.Of<EventPublished>().Count());
        Assert.Equal("unchanged", Unset(world, "limit"));
        Assert.Equal(2, world.Of<EventPublished>().Count());
        Assert.Equal("Input 'limt' is not an input of 'test'. Did you mean 'limit'?", Assert.Throws<CommandException>(() => Unset(world, "limt")).Message);
    }

    [Fact]
    public void A_value_that_an_option_gives_is_stored_without_effect()
    {
        var options = new PipelineHostOptions { IsCommandLine = true };
        options.Inputs["limit"] = "5";
        var world = World(TestInputs.Of(options: options)).Start();
        Assert.Equal("overridden --limit", Set(world, "limit", "50"));
        Assert.Equal("50", world.State.Inputs["limit"].Text);
        Assert.DoesNotContain("many", world.Running(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sensitive_value_is_in_the_journal_only_encrypted_and_is_compared_decrypted()
    {
        var inputs = TestInputs.Of(TestInputs.Key);
        var world = World(inputs).Start();
        Assert.Equal("stored", Do(world, commands => commands.Set("token", inputs.Seal("token", "s3cret").Text, isSensitive: true, "ann", "")));
        Assert.Equal("unchanged", Do(world, commands => commands.Set("token", inputs.Seal("token", "s3cret").Text, isSensitive: true, "ann", "")));
        Assert.Equal(
            "The pipeline object cannot be created with this value: InvalidOperationException, whose message is not shown because the input is sensitive.",
            Assert.Throws<CommandException>(() => Do(world, commands => commands.Set("token", inputs.Seal("token", "bad").Text, isSensitive: true, "ann", ""))).Message);
        Assert.DoesNotContain("s3cret", string.Join('\n', world.Journal.Select(ChangeJson.Write)), StringComparison.Ordinal);
        Assert.Equal("kafka - limit - token s3cret", inputs.Current());
    }

    [Fact]
    public void Values_are_rotated_all_or_none_and_keep_their_value()
    {
        var inputs = TestInputs.Of(TestInputs.OtherKey + "\n" + TestInputs.Key);
        var before = TestInputs.Of(TestInputs.Key).Seal("token", "s3cret").Text;
        var world = World(inputs).Start();
        Do(world, commands => commands.Set("token", before, isSensitive: true, "ann", ""));
        var (moved, other) = (inputs.Rotate(world.State.Inputs["token"]), inputs.Seal("token", "another").Text);

        Assert.Equal(
            "Input 'token' would have another value: it was not encrypted again. Nothing was changed.",
            Assert.Throws<CommandException>(() => Do(world, commands => commands.Rotate([new RotatedInput("token", before, other)], "ann", ""))).Message);
        Assert.Equal("1", Do(world, commands => commands.Rotate([new RotatedInput("token", before, moved)], "ann", "")));
        Assert.Equal(moved, world.State.Inputs["token"].Text);
        Assert.Equal("s3cret", TestInputs.Of(TestInputs.OtherKey).Open(world.State.Inputs["token"]));
        Assert.Equal(
            "Input 'token' was changed meanwhile: run 'config rotate' again. Nothing was changed.",
            Assert.Throws<CommandException>(() => Do(world, commands => commands.Rotate([new RotatedInput("token", before, moved)], "ann", ""))).Message);
        Assert.Single(world.Of<InputsRotated>());
    }

    [Fact]
    public void A_replay_arrives_at_the_same_inputs()
    {
        var world = World().Start();
        Set(world, "limit", "1");
        Set(world, "window", "5m");
        Set(world, "limit", "2");
        Unset(world, "window");
        var before = world.State.Inputs["limit"];
        world.Crash();
        Assert.Equal([before], world.State.Inputs.Values);
    }

    private static LogicWorld World(PipelineInputs? inputs = null)
    {
        var graph = new GraphText("ingest", "many") { Guards = { ["large"] = static at => (at.Pipeline as string)?.Contains("limit 50", StringComparison.Ordinal) == true } };
        return new LogicWorld(
            graph.Stream("ingest", start: "pipeline.started", restart: "kafka_config.updated").Node("many", start: "limit.updated ? large").Connect("ingest").Build(), inputs ?? TestInputs.Of());
    }

    private static string Set(LogicWorld world, string name, string text) => Do(world, commands => commands.Set(name, text, isSensitive: false, "ann", "moved \""));

    private static string Unset(LogicWorld world, string name) => Do(world, commands => commands.Unset(name, "ann", ""));

    private static string Do(LogicWorld world, Func<Control.Logic.InputCommands, string> command)
    {
        var answer = "";
        world.Do(commands => answer = command(commands.Inputs));
        return answer;
    }
}
