using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>The result of a window for one user.</summary>
public readonly record struct ClickTotal(DateTimeOffset Start, string User, long Count, long Different, long Amount) : IRecord<ClickTotal>
{
    public static RecordSchema Schema { get; } = new("click_total", []);

    public static bool TryReadJson(ReadOnlySpan<byte> utf8, JsonDecoder decoder, out ClickTotal record, [NotNullWhen(false)] out string? reason)
    {
        using var document = JsonDocument.Parse(utf8.ToArray());
        var root = document.RootElement;
        record = new ClickTotal(
            root.GetProperty("start").GetDateTimeOffset(), root.GetProperty("user").GetString()!,
            root.GetProperty("count").GetInt64(), root.GetProperty("different").GetInt64(), root.GetProperty("amount").GetInt64());
        reason = null;
        return true;
    }

    public static void WriteJson(Utf8JsonWriter writer, in ClickTotal record)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("start"u8, record.Start);
        writer.WriteString("user"u8, record.User);
        writer.WriteNumber("count"u8, record.Count);
        writer.WriteNumber("different"u8, record.Different);
        writer.WriteNumber("amount"u8, record.Amount);
        writer.WriteEndObject();
    }

    public static bool TryReadFields<TFields>(ref TFields fields, out ClickTotal record, [NotNullWhen(false)] out string? reason)
        where TFields : struct, IFieldReader, allows ref struct => throw new NotSupportedException("Totals are read as JSON only.");

    public static void WriteFields<TFields>(ref TFields fields, in ClickTotal record)
        where TFields : struct, IFieldWriter, allows ref struct => throw new NotSupportedException("Totals are written as JSON only.");

    public static void WriteColumns<TColumns>(ReadOnlySpan<ClickTotal> records, ref TColumns columns)
        where TColumns : struct, IColumnWriter
    {
    }
}
