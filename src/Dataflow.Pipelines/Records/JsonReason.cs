using System.ComponentModel;
using System.Text.Json;

namespace Dataflow.Pipelines;

/// <summary>
/// Words for what is wrong with a JSON record; called by generated code. What varies from record to record stands after
/// a colon, so that the text before it can be counted.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonReason
{
    private const int LongestValue = 64;

    /// <summary>There is no text at all.</summary>
    public const string Empty = "empty message";

    /// <summary>A member that must be there is not, or is null.</summary>
    public static string Missing(string member) => member + " is missing";

    /// <summary>A value of the wrong type or form, as in <c>timestamp is no date-time: "yesterday"</c>.</summary>
    /// <param name="member">The member's path in the JSON object.</param>
    /// <param name="fault">What the value is not, as in <c>no date-time</c>.</param>
    /// <param name="reader">Stands on the value.</param>
    public static string Wrong(string member, string fault, ref Utf8JsonReader reader) => $"{member} is {fault}: {Show(ref reader)}";

    /// <summary>What is wrong with a record that is the value of a member.</summary>
    public static string Inside(string member, string? reason) => $"{member}.{reason}";

    /// <summary>The text holds something else than one JSON object.</summary>
    public static string NoObject(ref Utf8JsonReader reader) => $"no JSON object: {Show(ref reader)}";

    /// <summary>The text is no JSON, or no UTF-8.</summary>
    /// <param name="utf8">The whole text.</param>
    /// <param name="fault">What <see cref="Utf8JsonReader"/> threw.</param>
    public static string Malformed(ReadOnlySpan<byte> utf8, Exception fault) =>
        utf8.Trim(" \t\r\n"u8).IsEmpty ? Empty
        : fault is JsonException { BytePositionInLine: { } at, LineNumber: { } line } ? $"malformed JSON: line {line + 1}, byte {at + 1}"
        : BrokenText(utf8) + " is no valid UTF-8";

    // The reader that threw is gone: the text is read once more, to name the property. Such a text is rare.
    private static string BrokenText(ReadOnlySpan<byte> utf8)
    {
        var member = "a property name";
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    member = "a property name";
                    member = reader.GetString()!;
                }
                else if (reader.TokenType == JsonTokenType.String)
                {
                    reader.GetString();
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return member;
        }

        return "a text";
    }

    private static string Show(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Null => "null",
            JsonTokenType.String => '"' + Cut(reader.GetString()!) + '"',
            _ => Cut(System.Text.Encoding.UTF8.GetString(reader.ValueSpan)),
        };

    private static string Cut(string text) =>
        text.Length <= LongestValue ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue), "…");
}
