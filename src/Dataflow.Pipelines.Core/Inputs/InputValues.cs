using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The values that were given for a pipeline's inputs, by their snake_case names.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InputValues
{
    private readonly IReadOnlyDictionary<string, GivenInput> _values;
    private readonly List<InputException>? _problems;

    /// <summary>Values by name.</summary>
    public InputValues(IReadOnlyDictionary<string, string> values)
        : this(values.ToDictionary(static v => v.Key, static v => new GivenInput(v.Value)))
    {
    }

    /// <summary>Values by name.</summary>
    /// <param name="values">The values.</param>
    /// <param name="problems">Receives the first problem of each invalid value that is read; <see langword="null"/>: it is thrown.</param>
    internal InputValues(IReadOnlyDictionary<string, GivenInput> values, List<InputException>? problems = null) => (_values, _problems) = (values, problems);

    /// <summary>The text; <see langword="null"/> where none was given.</summary>
    public string? Text(string name) => _values.TryGetValue(name, out var given) ? given.Text : null;

    /// <summary>A duration such as <c>90s</c> or <c>5m</c>; <see langword="null"/> where none was given.</summary>
    /// <exception cref="InputException">The text is no duration.</exception>
    public TimeSpan? Duration(string name) =>
        !_values.TryGetValue(name, out var given) ? null
        : Time.Duration.TryParse(given.Text, out var duration) ? duration
        : Report<TimeSpan>(given.Refuse(name, "no duration: write a number and one of ms, s, m, h, d, as in 90s or 5m."));

    /// <summary>A number, a truth value, a date; <see langword="null"/> where none was given.</summary>
    /// <exception cref="InputException">The text is no such value.</exception>
    public T? Value<T>(string name)
        where T : struct, IParsable<T> =>
        !_values.TryGetValue(name, out var given) ? null
        : T.TryParse(given.Text, CultureInfo.InvariantCulture, out var value) ? value
        : Report<T>(given.Refuse(name, $"no {InputTypes.Describe<T>()}."));

    /// <summary>One of the members of an enumeration, in any case, with or without underscores or dashes.</summary>
    /// <exception cref="InputException">The text is no member.</exception>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (!_values.TryGetValue(name, out var given))
        {
            return null;
        }

        var choices = Enum.GetNames<T>();
        if (FindChoice(given.Text.Trim(), choices) is { } choice)
        {
            return Enum.Parse<T>(choice);
        }

        // A suggestion would reveal much of a value that must not be shown.
        var nearest = given.IsSensitive ? null : NearestName.Find(Bare(given.Text), choices);
        return Report<T>(given.Refuse(name, $"none of {string.Join(", ", choices)}.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}"));
    }

    /// <summary>Checks a duration of a node that comes from an input: it must be longer than zero.</summary>
    /// <param name="name">The input.</param>
    /// <param name="node">Id of the node.</param>
    /// <param name="property">Name of the duration in the node's attribute.</param>
    /// <exception cref="InputException">It is zero or negative.</exception>
    public void Positive(string name, string node, string property) => CheckDuration(name, node, property, mayBeZero: false);

    /// <summary>Checks a duration of a node that comes from an input: it must not be negative.</summary>
    /// <inheritdoc cref="Positive"/>
    /// <exception cref="InputException">It is negative.</exception>
    public void NotNegative(string name, string node, string property) => CheckDuration(name, node, property, mayBeZero: true);

    private void CheckDuration(string name, string node, string property, bool mayBeZero)
    {
        if (Duration(name) is { } value && InputDuration.FindFault(value, name, node, property, mayBeZero, _values[name].IsSensitive) is { } fault)
        {
            Report<TimeSpan>(fault);
        }
    }

    private T? Report<T>(InputException problem)
        where T : struct
    {
        if (_problems is null)
        {
            throw problem;
        }

        if (_problems.TrueForAll(other => other.Input != problem.Input))
        {
            _problems.Add(problem);
        }

        return null;
    }

    // The exact name first, then the name in snake_case: members such as AB and A_B differ in underscores alone.
    private static string? FindChoice(string text, string[] choices) =>
        Array.Find(choices, choice => choice == text)
        ?? Array.Find(choices, choice => string.Equals(JsonNamingPolicy.SnakeCaseLower.ConvertName(choice), text.Replace('-', '_'), StringComparison.OrdinalIgnoreCase))
        ?? Array.Find(choices, choice => string.Equals(Bare(choice), Bare(text), StringComparison.OrdinalIgnoreCase));

    private static string Bare(string text) => text.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
