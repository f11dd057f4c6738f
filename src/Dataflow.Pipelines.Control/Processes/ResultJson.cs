using System.Text.Json;
using System.Text.Unicode;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>Checks that a result record is one JSON object.</summary>
internal static class ResultJson
{
    /// <summary>What the process has done instead, as the predicate of a sentence; null where the record is one JSON object.</summary>
    public static string? Problem(ReadOnlySpan<byte> record)
    {
        // The reader of JSON does not check the encoding of strings.
        if (!Utf8.IsValid(record))
        {
            return "has written to it what is no UTF-8";
        }

        try
        {
            var reader = new Utf8JsonReader(record);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return $"has written a JSON {Kind(reader.TokenType)} to it";
            }

            while (reader.Read())
            {
                // To the end: a second value on the line is an error of the reader.
            }

            return null;
        }
        catch (JsonException)
        {
            return "has written to it what is no JSON";
        }
    }

    private static string Kind(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartArray => "array",
            JsonTokenType.String => "string",
            JsonTokenType.Number => "number",
            JsonTokenType.Null => "null",
            _ => "true or false",
        };
}
