using System.Text.Json;

namespace KafkaToParquet.Contenders.ByHand;

/// <summary>Decodes the JSON of an event.</summary>
internal static class EventReader
{
    /// <returns>The error, or null.</returns>
    public static string? Read(ReadOnlySpan<byte> json, out Row row)
    {
        row = new Row { EventType = "unknown", Ticks = -1 };
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return "no JSON object";
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Member(ref reader, ref row) is { } wrong)
                {
                    return wrong;
                }
            }

            // Throws if more data follows the object.
            reader.Read();
        }
        catch (JsonException malformed)
        {
            return "malformed JSON: " + malformed.Message;
        }
        catch (InvalidOperationException)
        {
            return "invalid UTF-8";
        }

        return row.EventId is null ? "event_id is missing" : row.UserId is null ? "user_id is missing" : row.Ticks < 0 ? "timestamp is missing" : null;
    }

    private static string? Member(ref Utf8JsonReader reader, ref Row row)
    {
        if (reader.ValueTextEquals("event_id"u8))
        {
            return TryText(ref reader, ref row.EventId) ? null : "event_id is no text";
        }

        if (reader.ValueTextEquals("user_id"u8))
        {
            return TryText(ref reader, ref row.UserId) ? null : "user_id is no text";
        }

        if (reader.ValueTextEquals("event_type"u8))
        {
            return TryEventType(ref reader, ref row.EventType) ? null : "event_type is no text";
        }

        if (reader.ValueTextEquals("timestamp"u8))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time))
            {
                row.Ticks = time.UtcTicks;
                return null;
            }

            return reader.TokenType == JsonTokenType.Null ? null : "timestamp is no date-time";
        }

        if (reader.ValueTextEquals("properties"u8))
        {
            return Properties(ref reader, ref row);
        }

        reader.Read();
        reader.Skip();
        return null;
    }

    private static string? Properties(ref Utf8JsonReader reader, ref Row row)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.TokenType == JsonTokenType.Null ? null : "properties is no object";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDwellTime = reader.ValueTextEquals("dwell_time"u8);
            reader.Read();
            if (!isDwellTime)
            {
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.Null && (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out row.DwellTime)))
            {
                return "dwell_time is no number";
            }
        }

        return null;
    }

    private static bool TryText(ref Utf8JsonReader reader, ref string text)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        text = reader.GetString()!;
        return true;
    }

    // Nearly all events have one of five names: their strings are shared.
    private static bool TryEventType(ref Utf8JsonReader reader, ref string text)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        var value = reader.ValueSpan;
        text = value.SequenceEqual("click"u8) ? "click"
            : value.SequenceEqual("page_view"u8) ? "page_view"
            : value.SequenceEqual("add_to_cart"u8) ? "add_to_cart"
            : value.SequenceEqual("search"u8) ? "search"
            : value.SequenceEqual("purchase"u8) ? "purchase"
            : reader.GetString()!;
        return true;
    }
}
