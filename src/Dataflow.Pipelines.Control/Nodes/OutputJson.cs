using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Outputs of nodes as the journal keeps them, and values as texts. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OutputJson
{
    /// <summary>The output as one JSON object in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write<T>(T output)
        where T : struct, IRecord<T>
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            T.WriteJson(writer, output);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Reads an output. One that a person gave, or that the class of an earlier version has written, may lack members.</summary>
    /// <returns>The output; <see langword="null"/> for an empty object: the node has completed without one.</returns>
    /// <exception cref="FormatException">It is not such an output.</exception>
    public static T? Read<T>(ReadOnlyMemory<byte> json)
        where T : struct, IRecord<T> =>
        json.Span.SequenceEqual("{}"u8) ? null
        : T.TryReadJson(json.Span, new JsonDecoder(), out var output, out var reason) ? output
        : throw new FormatException($"The output is no {typeof(T).Name}: {reason}.");

    /// <summary>The error of an attempt whose input is not there.</summary>
    /// <param name="source">The node or the template.</param>
    public static InvalidOperationException Missing(string source) =>
        new($"It takes '{source.Trim()}', which has no value: " + (source.TrimStart().StartsWith("pipeline.input.", StringComparison.Ordinal)
            ? "the input is null."
            : "the node has not completed yet, was marked as completed without an output, or has left this value out."));

    /// <summary>A value as text; a missing one is an error.</summary>
    /// <param name="value">The value.</param>
    /// <param name="source">The template.</param>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    public static string Text<T>(T value, string source) => value is null ? throw Missing(source) : Text(value);

    /// <summary>A value as text: numbers and times as in JSON, durations as 1.02:03:04, nothing for null.</summary>
    public static string Text<T>(T value) =>
        value switch
        {
            null => "",
            string text => text,
            bool flag => flag ? "true" : "false",
            DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            Enum choice => JsonNamingPolicy.SnakeCaseLower.ConvertName(choice.ToString()),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
