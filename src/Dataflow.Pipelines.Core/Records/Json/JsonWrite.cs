using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Writes the values for which <see cref="Utf8JsonWriter"/> has no method, or one that throws; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonWrite
{
    /// <summary>A number; a non-finite one is written as the text <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>, which <see cref="JsonScanner"/> reads.</summary>
    public static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <inheritdoc cref="Number(Utf8JsonWriter, ReadOnlySpan{byte}, double)"/>
    public static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, float value)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    public static void Date(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateOnly value)
    {
        Span<char> text = stackalloc char[16];
        value.TryFormat(text, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    /// <summary>A time of day, <c>HH:mm:ss</c> and up to seven digits of a second, without trailing zeros.</summary>
    public static void TimeOfDay(Utf8JsonWriter writer, ReadOnlySpan<byte> name, TimeOnly value)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    /// <summary>A duration, <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
    public static void Duration(Utf8JsonWriter writer, ReadOnlySpan<byte> name, TimeSpan value)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "c", CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    /// <summary>A record as the value of the property whose name was written last.</summary>
    public static void Record<T>(Utf8JsonWriter writer, in T record)
        where T : struct, IRecord<T> => T.WriteJson(writer, in record);

    /// <summary>A record as JSON text, for a column that holds a record.</summary>
    public static string Text<T>(in T record)
        where T : struct, IRecord<T>
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            T.WriteJson(writer, in record);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
