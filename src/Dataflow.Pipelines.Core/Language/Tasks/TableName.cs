using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Dataflow.Pipelines;

/// <summary>
/// The checked name of a table, with its schema and catalog where it has them. In the text of an SQL node it is the only value that becomes SQL, as quoted
/// identifiers; every other value becomes a parameter. The default value names no table.
/// </summary>
public readonly record struct TableName : IParsable<TableName>
{
    private const int MaxParts = 3;
    private readonly string? _first;
    private readonly string? _second;
    private readonly string? _third;

    private TableName(ReadOnlySpan<string> parts) =>
        (_first, _second, _third) = (parts[0], parts.Length > 1 ? parts[1] : null, parts.Length > 2 ? parts[2] : null);

    /// <summary>Its one to three parts, the table last; empty for the default value.</summary>
    public IReadOnlyList<string> Parts =>
        _first is null ? [] : _second is null ? [_first] : _third is null ? [_first, _second] : [_first, _second, _third];

    /// <summary>A name of parts that may be any text.</summary>
    /// <param name="parts">One to three: <c>table</c>, <c>schema, table</c> or <c>catalog, schema, table</c>. None is empty or contains NUL.</param>
    /// <exception cref="FormatException">They are no name.</exception>
    public static TableName Of(params ReadOnlySpan<string> parts)
    {
        if (parts.Length is 0 or > MaxParts)
        {
            throw new FormatException($"A table name has one to {MaxParts} parts (catalog, schema, table), not {parts.Length}.");
        }

        foreach (var part in parts)
        {
            if (string.IsNullOrEmpty(part) || part.Contains('\0', StringComparison.Ordinal))
            {
                throw new FormatException(string.IsNullOrEmpty(part) ? "A part of the table name is empty." : "A part of the table name contains the character NUL, which no database allows.");
            }
        }

        return new TableName(parts);
    }

    /// <summary>Reads a dotted name, such as <c>schema.table</c>.</summary>
    /// <param name="text">One to three parts, separated by dots: letters A to Z, digits and underscores, no digit first; or any text in double quotes, with quotes in it doubled.</param>
    /// <exception cref="FormatException">It is no name: shows it, and what is wrong.</exception>
    public static TableName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, out var name) is { } fault ? throw new FormatException($"'{text}' is no table name: {fault}.") : name;
    }

    /// <inheritdoc cref="Parse"/>
    /// <param name="text">As in <see cref="Parse"/>.</param>
    /// <param name="name">The name where the result is <see langword="true"/>.</param>
    /// <returns>Whether it is a name.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out TableName name)
    {
        name = default;
        return text is not null && Read(text, out name) is null;
    }

    /// <summary>The dotted form, which <see cref="Parse"/> reads: a part that is not of letters, digits and underscores is in double quotes.</summary>
    public override string ToString() => string.Join('.', Parts.Select(static part => IsPlain(part) ? part : "\"" + part.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""));

    static TableName IParsable<TableName>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TableName>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TableName result) => TryParse(s, out result);

    private static string? Read(string text, out TableName name)
    {
        name = default;
        var parts = new List<string>();
        for (var at = 0; ; at++)
        {
            var (part, fault) = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at);
            if (fault is not null)
            {
                return fault;
            }

            parts.Add(part);
            if (at == text.Length)
            {
                break;
            }

            if (text[at] != '.')
            {
                return $"a dot is expected after '{part}'";
            }
        }

        if (parts.Count > MaxParts)
        {
            return $"it has {parts.Count} parts, and at most {MaxParts} are possible (catalog, schema, table)";
        }

        name = new TableName([.. parts]);
        return null;
    }

    private static (string Part, string? Fault) Plain(string text, ref int at)
    {
        var end = text.IndexOf('.', at);
        var part = text[at..(end < 0 ? text.Length : end)];
        at += part.Length;
        return IsPlain(part) ? (part, null)
            : part.Length == 0 ? (part, "a part of it is empty")
            : (part, $"'{part}' is not of letters (A to Z), digits and underscores with no digit first; write other names in double quotes");
    }

    private static (string Part, string? Fault) Quoted(string text, ref int at)
    {
        var part = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && (++at == text.Length || text[at] != '"'))
            {
                return (part.ToString(), part.Length == 0 ? "a part of it is empty" : null);
            }

            if (text[at] == '\0')
            {
                return ("", "it contains the character NUL");
            }

            part.Append(text[at]);
        }

        return ("", "a double quote is not closed");
    }

    private static bool IsPlain(string part) => part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
