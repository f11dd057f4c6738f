using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Dataflow.Pipelines.State;

/// <summary>
/// The bytes of a sink as a value of a manifest, which is JSON: an object stays readable there, everything else is a base64 text. In both cases
/// the sink receives the same bytes again.
/// </summary>
internal static class PreparedJson
{
    public static ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> prepared) =>
        prepared.IsEmpty || StaysAsItIs(prepared) ? prepared : Encoding.ASCII.GetBytes($"\"{Convert.ToBase64String(prepared.Span)}\"");

    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> value) =>
        value.IsEmpty || value.Span[0] != '"' ? value : JsonElement.Parse(value.Span).GetBytesFromBase64();

    // The manifest rewrites its values: one with other white space or escapes than it uses would be changed.
    private static bool StaysAsItIs(ReadOnlyMemory<byte> prepared)
    {
        if (prepared.Span[0] != '{')
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(prepared);
            var written = new ArrayBufferWriter<byte>(prepared.Length);
            using (var writer = new Utf8JsonWriter(written))
            {
                document.RootElement.WriteTo(writer);
            }

            return written.WrittenSpan.SequenceEqual(prepared.Span);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
