using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The payload of an event: one JSON object whose members triggers and templates read as <c>event.name</c>. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EventPayload
{
    private readonly JsonElement _root;

    private EventPayload(JsonElement root) => _root = root;

    /// <summary>A payload without members.</summary>
    public static EventPayload Empty { get; } = Parse("{}");

    /// <summary>The JSON object.</summary>
    public string Text => _root.GetRawText();

    /// <summary>Reads a payload.</summary>
    /// <exception cref="FormatException">The text is not a JSON object.</exception>
    public static EventPayload Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new EventPayload(document.RootElement.Clone())
                : throw new FormatException($"The payload of an event is a JSON object, not {document.RootElement.ValueKind.ToString().ToLowerInvariant()}.");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The payload of an event is a JSON object; this text is not JSON: {fault.Message}", fault);
        }
    }

    /// <summary>A member as text; a member that is not a text as its JSON; <see langword="null"/> where it is missing or null.</summary>
    /// <param name="path">Its name, or names joined by dots.</param>
    public string? Read(string path)
    {
        var at = _root;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => at.GetString(),
            _ => at.GetRawText(),
        };
    }

    /// <summary>A member as a number; <see langword="null"/> where it is missing or is none.</summary>
    /// <param name="path">Its name, or names joined by dots.</param>
    public double? ReadNumber(string path) =>
        Read(path) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A member as a truth value; <see langword="null"/> where it is missing or is none.</summary>
    /// <param name="path">Its name, or names joined by dots.</param>
    public bool? ReadBoolean(string path) => bool.TryParse(Read(path), out var value) ? value : null;
}
