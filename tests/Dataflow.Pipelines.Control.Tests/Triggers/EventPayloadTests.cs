using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Tests.Triggers;

/// <summary>What triggers and templates read of an event's payload.</summary>
public sealed class EventPayloadTests
{
    private static readonly EventPayload Payload = EventPayload.Parse(
        """{"rows":12,"text":"12.5","comma":"1,5","grouped":"1,000","urgent":true,"said":"true","nothing":null,"a":{"b":[1,2]}}""");

    [Theory]
    [InlineData("rows", 12.0)]
    [InlineData("text", 12.5)]
    [InlineData("comma", null)]
    [InlineData("grouped", null)]
    [InlineData("urgent", null)]
    [InlineData("nothing", null)]
    [InlineData("a", null)]
    [InlineData("a.c", null)]
    [InlineData("rows.b", null)]
    public void A_number(string path, double? expected) => Assert.Equal(expected, Payload.ReadNumber(path));

    [Theory]
    [InlineData("urgent", true)]
    [InlineData("said", true)]
    [InlineData("rows", null)]
    [InlineData("missing", null)]
    public void A_boolean(string path, bool? expected) => Assert.Equal(expected, Payload.ReadBoolean(path));

    [Theory]
    [InlineData("rows", "12")]
    [InlineData("text", "12.5")]
    [InlineData("a.b", "[1,2]")]
    [InlineData("nothing", null)]
    [InlineData("missing", null)]
    public void A_text(string path, string? expected) => Assert.Equal(expected, Payload.Read(path));

    [Theory]
    [InlineData("[1]", "The payload of an event is a JSON object, not array.")]
    [InlineData("5", "The payload of an event is a JSON object, not number.")]
    public void A_payload_that_is_not_an_object_is_refused(string json, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => EventPayload.Parse(json)).Message);

    [Fact]
    public void A_payload_that_is_not_JSON_is_refused() => Assert.StartsWith("The payload of an event is a JSON object; this text is not JSON: ", Assert.Throws<FormatException>(static () => EventPayload.Parse("{")).Message, StringComparison.Ordinal);
}
