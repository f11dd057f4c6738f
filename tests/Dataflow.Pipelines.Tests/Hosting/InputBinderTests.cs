using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.Configuration;

namespace Dataflow.Pipelines.Tests.Hosting;

public sealed class InputBinderTests
{
    private static readonly PipelineDescriptor Pipeline = new("clicks")
    {
        Inputs =
        [
            new("input_topic", "text", "Topic of the clicks", IsRequired: true),
            new("window", "duration", "Length", IsRequired: false),
            new("pin", "integer", "A secret", IsRequired: false, IsSensitive: true),
        ],
    };

    [Fact]
    public void Explicit_values_take_precedence_over_the_environment_and_the_class_provides_the_rest()
    {
        var environment = new Dictionary<string, string> { ["DATAFLOW_INPUT_TOPIC"] = "from environment" };
        Assert.Equal("given", Bind(new() { ["input_topic"] = "given" }, environment).Text("input_topic"));
        Assert.Equal("from environment", Bind([], environment).Text("input_topic"));
        Assert.Null(Bind([], environment).Duration("window"));
    }

    [Fact]
    public void A_stored_value_is_between_the_command_line_and_the_rest()
    {
        var options = new PipelineHostOptions { ReadStored = static () => new Dictionary<string, string> { ["input_topic"] = "stored", ["pin"] = "x" } };
        options.Inputs["input_topic"] = "given";
        var environment = new Dictionary<string, string> { ["DATAFLOW_INPUT_TOPIC"] = "from environment" };
        Assert.Equal("stored", InputBinder.Bind(Pipeline, options, environment.GetValueOrDefault, null).Text("input_topic"));
        options.IsCommandLine = true;
        var values = InputBinder.Bind(Pipeline, options, environment.GetValueOrDefault, null);
        Assert.Equal("given", values.Text("input_topic"));
        Assert.Equal(
            "Input 'pin' is a value that is not shown (given by the run store), which is no whole number from -2147483648 to 2147483647.",
            Assert.Throws<InputException>(() => values.Value<int>("pin")).Message);
    }

    [Fact]
    public void A_missing_required_input_names_option_and_variable()
    {
        var fault = Assert.Throws<InputException>(() => Bind([], []));
        Assert.Equal("Pipeline 'clicks' lacks the input 'input_topic' (text, Topic of the clicks): give --input-topic, set DATAFLOW_INPUT_TOPIC or the configuration key Pipelines:clicks:input_topic.", fault.Message);
        Assert.Equal("input_topic", fault.Input);
    }

    [Fact]
    public void All_missing_inputs_are_named_together()
    {
        var pipeline = new PipelineDescriptor("pair") { Inputs = [new("kafka", "text", "Kafka address", IsRequired: true), new("limit", "integer", "", IsRequired: true)] };
        var fault = Assert.Throws<InputException>(() => InputBinder.Bind(pipeline, new PipelineHostOptions { IsCommandLine = true }, static _ => null, null));
        Assert.Equal(
            "Pipeline 'pair' lacks 2 inputs: 'kafka' (text, Kafka address): give --kafka, set DATAFLOW_KAFKA or the configuration key Pipelines:pair:kafka; "
            + "'limit' (integer): give --limit, set DATAFLOW_LIMIT or the configuration key Pipelines:pair:limit.",
            fault.Message);
    }

    [Fact]
    public void Explicit_values_and_the_environment_take_precedence_over_the_configuration()
    {
        var configuration = new Dictionary<string, string?> { ["Pipelines:clicks:input_topic"] = "configured", ["Pipelines:clicks:window"] = "5m", ["Pipelines:others:window"] = "6m" };
        Assert.Equal("configured", Bind([], [], configuration).Text("input_topic"));
        Assert.Equal(TimeSpan.FromMinutes(5), Bind([], [], configuration).Duration("window"));
        Assert.Equal("environment", Bind([], new() { ["DATAFLOW_INPUT_TOPIC"] = "environment" }, configuration).Text("input_topic"));
        Assert.Equal("given", Bind(new() { ["input_topic"] = "given" }, new() { ["DATAFLOW_INPUT_TOPIC"] = "environment" }, configuration).Text("input_topic"));
    }

    [Fact]
    public void A_configuration_key_that_is_no_input_is_refused_with_the_nearest_name() => Assert.Equal(
        "Input 'input_topc' is not an input of 'clicks' (given by the configuration key Pipelines:clicks:input_topc). Did you mean 'input_topic'?",
        Assert.Throws<InputException>(() => Bind([], [], new() { ["Pipelines:clicks:input_topc"] = "x" })).Message);

    [Fact]
    public void In_a_host_of_the_user_a_missing_input_names_the_settings()
    {
        var fault = Assert.Throws<InputException>(() => InputBinder.Bind(Pipeline, new PipelineHostOptions(), static _ => null, null));
        Assert.Equal("Pipeline 'clicks' lacks the input 'input_topic' (text, Topic of the clicks): give Inputs[\"input_topic\"] of the host's options, set DATAFLOW_INPUT_TOPIC or the configuration key Pipelines:clicks:input_topic.", fault.Message);
    }

    [Fact]
    public void A_value_for_an_unknown_input_is_refused_with_the_nearest_name()
    {
        Assert.Equal("Input 'input_topc' is not an input of 'clicks'. Did you mean 'input_topic'?", Assert.Throws<InputException>(() => Bind(new() { ["input_topc"] = "x" }, [])).Message);
        Assert.Equal("Input 'frobnicate' is not an input of 'clicks'. It has input_topic, window, pin.", Assert.Throws<InputException>(() => Bind(new() { ["frobnicate"] = "x" }, [])).Message);
    }

    [Fact]
    public void An_invalid_value_is_shown_with_its_origin_unless_it_is_sensitive()
    {
        var values = Bind(new() { ["input_topic"] = "clicks", ["window"] = "5 parsecs" }, new() { ["DATAFLOW_PIN"] = "hunter2" });
        Assert.Equal(
            "Input 'window' is '5 parsecs' (given by --window), which is no duration: write a number and one of ms, s, m, h, d, as in 90s or 5m.",
            Assert.Throws<InputException>(() => values.Duration("window")).Message);
        Assert.Equal(
            "Input 'pin' is a value that is not shown (given by DATAFLOW_PIN), which is no whole number from 0 to 255.",
            Assert.Throws<InputException>(() => values.Value<byte>("pin")).Message);
        Assert.Equal(
            "Input 'pin' is a value that is not shown (given by DATAFLOW_PIN), which is none of Wait, DropNewest, DropOldest, KeepLatest, Fail.",
            Assert.Throws<InputException>(() => values.Choice<WhenFull>("pin")).Message);

        var nothing = Bind(new() { ["input_topic"] = "clicks", ["window"] = "0s" }, new() { ["DATAFLOW_PIN"] = "0m" });
        Assert.Equal(
            "Input 'window' is '0s', which Tumbling of node 'clicks' cannot be: it must be longer than zero.",
            Assert.Throws<InputException>(() => nothing.Positive("window", "clicks", "Tumbling")).Message);
        Assert.Equal(
            "Input 'pin' is a value that is not shown, which Tumbling of node 'clicks' cannot be: it must be longer than zero.",
            Assert.Throws<InputException>(() => nothing.Positive("pin", "clicks", "Tumbling")).Message);
    }

    [Fact]
    public void Values_are_read_or_refused_with_the_value()
    {
        var values = new InputValues(new Dictionary<string, string> { ["n"] = "12", ["mode"] = "keep-latest", ["bad"] = "x", ["slip"] = "keep_latst" });
        Assert.Equal(12, values.Value<int>("n"));
        Assert.Equal(WhenFull.KeepLatest, values.Choice<WhenFull>("mode"));
        Assert.Equal("Input 'bad' is 'x', which is no whole number from -2147483648 to 2147483647.", Assert.Throws<InputException>(() => values.Value<int>("bad")).Message);
        Assert.Equal("Input 'bad' is 'x', which is no truth value: write true or false.", Assert.Throws<InputException>(() => values.Value<bool>("bad")).Message);
        Assert.Equal("Input 'bad' is 'x', which is no number, as in 12.5.", Assert.Throws<InputException>(() => values.Value<double>("bad")).Message);
        Assert.StartsWith("Input 'bad' is 'x', which is none of Wait, DropNewest", Assert.Throws<InputException>(() => values.Choice<WhenFull>("bad")).Message, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'KeepLatest'?", Assert.Throws<InputException>(() => values.Choice<WhenFull>("slip")).Message, StringComparison.Ordinal);
    }

    private enum Mode
    {
        None = 0,
        Unknown = None,
        HalfOpen = 1,
        Page_View = 2,
        AB = 3,
        A_B = 4,
    }

    [Theory]
    [InlineData("unknown", 0)]
    [InlineData("NONE", 0)]
    [InlineData("half_open", 1)]
    [InlineData("half-open", 1)]
    [InlineData("HalfOpen", 1)]
    [InlineData("halfopen", 1)]
    [InlineData("page_view", 2)]
    [InlineData("page-view", 2)]
    [InlineData("Page_View", 2)]
    [InlineData("pageview", 2)]
    [InlineData("ab", 3)]
    [InlineData("AB", 3)]
    [InlineData("a_b", 4)]
    [InlineData("A-B", 4)]
    public void A_member_of_an_enumeration_is_read_by_each_of_its_names(string text, int expected) =>
        Assert.Equal((Mode)expected, new InputValues(new Dictionary<string, string> { ["mode"] = text }).Choice<Mode>("mode"));

    [Theory]
    [InlineData("1")]
    [InlineData("None, HalfOpen")]
    [InlineData("")]
    [InlineData(" ")]
    public void An_unknown_name_of_an_enumeration_member_is_refused(string text) =>
        Assert.Throws<InputException>(() => new InputValues(new Dictionary<string, string> { ["mode"] = text }).Choice<Mode>("mode"));

    private static InputValues Bind(Dictionary<string, string> given, Dictionary<string, string> environment, Dictionary<string, string?>? configuration = null)
    {
        var options = new PipelineHostOptions { IsCommandLine = true };
        foreach (var (name, value) in given)
        {
            options.Inputs[name] = value;
        }

        return InputBinder.Bind(Pipeline, options, environment.GetValueOrDefault, new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
    }
}
