using System.Globalization;
using System.Text;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>Rows for people: columns that are as wide as their longest value.</summary>
internal sealed class TextTable(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    /// <summary>Adds a row.</summary>
    public void Add(params string?[] values) => _rows.Add([.. values.Select(static value => (value ?? "").ReplaceLineEndings(" "))]);

    /// <inheritdoc/>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, heads.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            text.AppendLine(string.Join("  ", row.Select((value, column) => value.PadRight(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>An instant for people; empty for none.</summary>
    public static string Of(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The time between two instants for people; empty before the end.</summary>
    public static string Of(DateTimeOffset? from, DateTimeOffset? to) => from is { } start && to is { } end ? Seconds((long)(end - start).TotalMilliseconds) : "";

    /// <summary>A duration for people; empty for none.</summary>
    public static string Seconds(long? milliseconds) => milliseconds switch
    {
        null => "",
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0} s"),
    };
}
