using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Hosting;

namespace Dataflow.Pipelines.Tests.Hosting;

public sealed class InputBinderTests
{
    private static readonly PipelineDescriptor Pipeline = new("clicks")
    {
        Inputs = [new("input_topic", "text", "Topic of the clicks", IsRequired: true), new("window", "duration", "Length", IsRequired: false)],
    };

    [Fact]
    public void What_is_given_wins_over_the_environment_and_the_rest_is_left_to_the_class()
    {
        var environment = new Dictionary<string, string> { ["DATAFLOW_INPUT_TOPIC"] = "from environment" };
        Assert.Equal("given", Bind(new() { ["input_topic"] = "given" }, environment).Text("input_topic"));
        Assert.Equal("from environment", Bind([], environment).Text("input_topic"));
        Assert.Null(Bind([], environment).Duration("window"));
    }

    [Fact]
    public void A_missing_required_input_names_option_and_variable()
    {
        var fault = Assert.Throws<InputException>(() => Bind([], []));
        Assert.Equal("input 'input_topic': is missing (Topic of the clicks): give --input-topic or set DATAFLOW_INPUT_TOPIC.", fault.Message);
        Assert.Equal("input_topic", fault.Input);
    }

    [Fact]
    public void Values_are_read_or_refused_with_the_value()
    {
        var values = new InputValues(new Dictionary<string, string> { ["window"] = "5 parsecs", ["n"] = "12", ["mode"] = "keep-latest", ["bad"] = "x" });
        Assert.Contains("'5 parsecs' is no duration; write a number and one of ms, s, m, h, d", Assert.Throws<InputException>(() => values.Duration("window")).Message, StringComparison.Ordinal);
        Assert.Equal(12, values.Value<int>("n"));
        Assert.Equal(WhenFull.KeepLatest, values.Choice<WhenFull>("mode"));
        Assert.Contains("'x' is no Int32", Assert.Throws<InputException>(() => values.Value<int>("bad")).Message, StringComparison.Ordinal);
        Assert.Contains("'x' is none of Wait, DropNewest", Assert.Throws<InputException>(() => values.Choice<WhenFull>("bad")).Message, StringComparison.Ordinal);
    }

    private static InputValues Bind(Dictionary<string, string> given, Dictionary<string, string> environment) =>
        InputBinder.Bind(Pipeline, given, environment.GetValueOrDefault);
}
