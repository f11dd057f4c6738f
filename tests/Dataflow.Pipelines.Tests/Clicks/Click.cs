using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>The record of most tests; its codec is written by hand so that they need no generator.</summary>
public readonly record struct Click(string Id, string User, DateTimeOffset At, long Amount) : IRecord<Click>
{
    public static RecordSchema Schema { get; } = new("click",
    [
        new("id", ColumnType.Text, false), new("user", ColumnType.Text, false), new("at", ColumnType.Instant, false), new("amount", ColumnType.Int64, false),
    ]);

    public static bool TryReadJson(ReadOnlySpan<byte> utf8, JsonDecoder decoder, out Click record, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        string? id = null, user = null;
        DateTimeOffset? at = null;
        long? amount = 0;
        record = default;
        var json = new JsonScanner(utf8, decoder);
        if (!json.TryEnter(out reason))
        {
            return false;
        }

        while (json.NextMember(out var name))
        {
            var isRead = name.SequenceEqual("id"u8) ? json.TryText(0, out id)
                : name.SequenceEqual("user"u8) ? json.TryText(1, out user)
                : name.SequenceEqual("at"u8) ? json.TryInstant(out at)
                : json.TryInt64(out amount);
            if (!isRead)
            {
                reason = json.Wrong(Encoding.UTF8.GetString(name), "of another type");
                return false;
            }
        }

        if (!json.TryEnd(out reason))
        {
            return false;
        }

        if (id is null || user is null || at is null)
        {
            reason = id is null ? "id is missing" : user is null ? "user is missing" : "at is missing";
            return false;
        }

        record = new Click(id, user, at.Value, amount ?? 0);
        return true;
    }

    public static void WriteJson(Utf8JsonWriter writer, in Click record)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("id"u8, record.Id);
        writer.WriteString("user"u8, record.User);
        writer.WriteString("at"u8, record.At);
        writer.WriteNumber("amount"u8, record.Amount);
        writer.WriteEndObject();
    }

    public static bool TryReadFields<TFields>(ref TFields fields, out Click record, [NotNullWhen(false)] out string? reason)
        where TFields : struct, IFieldReader, allows ref struct
    {
        record = default;
        if (!fields.TryText(0, out var id) || id is null)
        {
            reason = "id is missing";
            return false;
        }

        if (!fields.TryText(1, out var user) || user is null)
        {
            reason = "user is missing";
            return false;
        }

        if (!fields.TryInstant(2, out var at) || at is null)
        {
            reason = fields.Wrong(2, "no instant");
            return false;
        }

        if (!fields.TryInt64(3, out var amount))
        {
            reason = fields.Wrong(3, "no number");
            return false;
        }

        record = new Click(id, user, at.Value, amount ?? 0);
        reason = null;
        return true;
    }

    public static void WriteFields<TFields>(ref TFields fields, in Click record)
        where TFields : struct, IFieldWriter, allows ref struct
    {
        fields.WriteText(0, record.Id);
        fields.WriteText(1, record.User);
        fields.WriteInstant(2, record.At);
        fields.WriteInt64(3, record.Amount);
    }

    public static void WriteColumns<TColumns>(ReadOnlySpan<Click> records, ref TColumns columns)
        where TColumns : struct, IColumnWriter
    {
        var ids = columns.Values<ReadOnlyMemory<char>>(0);
        var users = columns.Values<ReadOnlyMemory<char>>(1);
        var times = columns.Values<long>(2);
        var amounts = columns.Values<long>(3);
        for (var row = 0; row < records.Length; row++)
        {
            ids[row] = records[row].Id.AsMemory();
            users[row] = records[row].User.AsMemory();
            times[row] = ColumnValue.Instant(records[row].At);
            amounts[row] = records[row].Amount;
        }
    }

    /// <summary>The record as a message.</summary>
    public byte[] ToJson()
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            WriteJson(writer, in this);
        }

        return bytes.ToArray();
    }
}
