using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Tests.State;

public sealed class PreparedJsonTests
{
    [Theory]
    [InlineData("")]
    [InlineData("""{"transaction":7,"parts":["a","b"]}""")]
    [InlineData("""{ "transaction": 7 }""")] // the manifest writes no whitespace
    [InlineData("""{"name":"caf\u00e9"}""")] // the manifest writes other escapes
    [InlineData("""{"name":"café"}""")]
    [InlineData("""{"a":1} {"b":2}""")]
    [InlineData("""{"a":1e2}""")]
    [InlineData("{")]
    [InlineData("[1,2]")]
    [InlineData("\"eyJhIjoxfQ==\"")]
    [InlineData("42")]
    [InlineData("transaction 7")]
    [InlineData("\0\u0001\u007f")]
    public void Prepared_bytes_of_a_sink_are_restored_exactly(string prepared)
    {
        var bytes = Encoding.Latin1.GetBytes(prepared);
        Assert.Equal(bytes, Manifest(PreparedJson.Encode(bytes)).ToArray());
    }

    [Fact]
    public void An_object_is_readable_in_the_manifest()
    {
        var prepared = """{"transaction":7,"parts":["a","b"]}"""u8.ToArray();
        Assert.Equal(prepared, PreparedJson.Encode(prepared).ToArray());
    }

    // As a manifest processes its values: they are parsed, written and read.
    private static ReadOnlyMemory<byte> Manifest(ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
        {
            return PreparedJson.Decode(value);
        }

        var written = JsonSerializer.SerializeToUtf8Bytes(JsonElement.Parse(value.Span), JsonSerializerOptions.Default);
        return PreparedJson.Decode(Encoding.UTF8.GetBytes(JsonElement.Parse(written).GetRawText()));
    }
}
