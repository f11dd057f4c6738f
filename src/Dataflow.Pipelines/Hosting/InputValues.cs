using System.Globalization;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The values that were given for a pipeline's inputs, by their snake_case names.</summary>
public sealed class InputValues
{
    private readonly IReadOnlyDictionary<string, string> values;

    /// <summary>Values by name.</summary>
    public InputValues(IReadOnlyDictionary<string, string> values) => this.values = values;

    /// <summary>The text; <see langword="null"/> where none was given.</summary>
    public string? Text(string name) => values.GetValueOrDefault(name);

    /// <summary>A duration such as <c>90s</c> or <c>5m</c>; <see langword="null"/> where none was given.</summary>
    /// <exception cref="InputException">The text is no duration.</exception>
    public TimeSpan? Duration(string name) =>
        Text(name) is not { } text ? null
        : Time.Duration.TryParse(text, out var duration) ? duration
        : throw new InputException(name, $"'{text}' is no duration; write a number and one of ms, s, m, h, d, as in 90s or 5m.");

    /// <summary>A number, a truth value, a date; <see langword="null"/> where none was given.</summary>
    /// <exception cref="InputException">The text is no such value.</exception>
    public T? Value<T>(string name)
        where T : struct, IParsable<T> =>
        Text(name) is not { } text ? null
        : T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value
        : throw new InputException(name, $"'{text}' is no {typeof(T).Name}.");

    /// <summary>One of the members of an enumeration, in any case, with or without underscores or dashes.</summary>
    /// <exception cref="InputException">The text is no member.</exception>
    public T? Choice<T>(string name)
        where T : struct, Enum =>
        Text(name) is not { } text ? null
        : Enum.TryParse<T>(text.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : throw new InputException(name, $"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}.");
}
