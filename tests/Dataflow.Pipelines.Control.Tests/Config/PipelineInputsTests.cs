using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Tests.Config;

public sealed class PipelineInputsTests
{
    [Fact]
    public void A_stored_value_is_between_the_command_line_and_the_options_of_a_host()
    {
        var options = new PipelineHostOptions();
        options.Inputs["limit"] = "1";
        var inputs = TestInputs.Of(options: options);
        inputs.Restore([Stored("limit", "2"), Stored("gone", "x")]);
        Assert.Equal("kafka - limit 2 token -", inputs.Current());
        Assert.Null(inputs.OptionOf("limit"));

        options.IsCommandLine = true;
        inputs = TestInputs.Of(options: options);
        inputs.Restore([Stored("limit", "2")]);
        Assert.Equal("kafka - limit 1 token -", inputs.Current());
        Assert.Equal("--limit", inputs.OptionOf("limit"));
    }

    [Fact]
    public void The_object_is_the_same_one_until_a_value_changes()
    {
        var inputs = TestInputs.Of();
        inputs.Restore([Stored("limit", "2")]);
        var first = inputs.Current();
        inputs.Restore([Stored("limit", "2") with { At = DateTimeOffset.UnixEpoch.AddDays(1) }]);
        Assert.Same(first, inputs.Current());
        inputs.Restore([Stored("limit", "3")]);
        Assert.Equal("kafka - limit 3 token -", inputs.Current());
    }

    [Fact]
    public void A_job_reads_a_change_when_it_is_durable_and_the_logic_when_it_is_decided()
    {
        var inputs = TestInputs.Of();
        var change = new InputStored("limit", "INT", "2", IsSensitive: false, "ann", "");
        inputs.Decide(change);
        Assert.Empty(inputs.Read());
        Assert.Equal("kafka - limit 2 token -", inputs.Current());
        inputs.Observe(change);
        Assert.Equal("2", Assert.Single(inputs.Read()).Value);
    }

    [Fact]
    public void A_required_input_may_be_given_by_a_command_that_waits()
    {
        var pipeline = new PipelineDescriptor("test") { Inputs = [new("limit", "integer", "", IsRequired: true)] };
        var inputs = TestInputs.Of(pipeline: pipeline);
        Assert.StartsWith("Pipeline 'test' lacks the input 'limit' (integer): give Inputs[\"limit\"] of the host's options, set DATAFLOW_LIMIT", Assert.Throws<InputException>(inputs.Current).Message, StringComparison.Ordinal);

        ReceivedItem[] inbox =
        [
            new(1, CommandSender.Item(new SetInput("limit", "1", IsSensitive: false, ""), "ann")), new(2, CommandSender.Item(new Pause(""), "ann")),
            new(3, CommandSender.Item(new SetInput("limit", "7", IsSensitive: false, ""), "ann")), new(4, CommandSender.Item(new SetInput("gone", "1", IsSensitive: false, ""), "ann")),
            new(5, new InboxItem(InboxKind.Command, "k", """{"command":"of a newer version"}""", "ann")),
        ];
        inputs.Restore(inputs.WithWaiting([], inbox));
        Assert.Equal("kafka - limit 7 token -", inputs.Current());
        inputs.Restore(inputs.WithWaiting([], [.. inbox, new(6, CommandSender.Item(new UnsetInput("limit", ""), "ann"))]));
        Assert.Throws<InputException>(inputs.Current);
    }

    [Fact]
    public void A_sensitive_value_is_checked_before_it_is_encrypted_and_is_never_shown()
    {
        var pipeline = new PipelineDescriptor("test") { Inputs = [new("limit", "integer", "", IsRequired: false, IsSensitive: true)] };
        var inputs = TestInputs.Of(TestInputs.Key, pipeline: pipeline);
        Assert.Equal("Input 'limit' is a value that is not shown, which is no whole number from -2147483648 to 2147483647.", Assert.Throws<InputException>(() => inputs.Seal("limit", "many")).Message);
        var (text, isSensitive) = inputs.Seal("limit", "12");
        Assert.True(isSensitive);
        Assert.Equal("12", inputs.Open(new StoredInput("limit", text, "INT", isSensitive, default)));
        Assert.Equal("Input 'limt' is not an input of 'test'. Did you mean 'limit'?", Assert.Throws<InputException>(() => inputs.Seal("limt", "1")).Message);
    }

    private static StoredInput Stored(string name, string text) => new(name, text, "STRING", IsSensitive: false, DateTimeOffset.UnixEpoch);
}
