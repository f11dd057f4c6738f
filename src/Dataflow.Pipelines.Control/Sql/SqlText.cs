using System.Data.Common;
using System.Text;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>The text of a statement with markers in place of its values.</summary>
internal sealed class SqlText(SqlDialect dialect, SqlStatement statement, string prefix)
{
    /// <summary>The text that the provider gets.</summary>
    public string Sent { get; } = Render(statement, prefix, dialect.Marker);

    /// <summary>Sets text and values of a command.</summary>
    public void Bind(DbCommand command)
    {
        command.CommandText = Sent;
        var index = 0;
        foreach (var hole in statement.Holes)
        {
            if (hole.Table is null)
            {
                dialect.Bind(command, index++, hole.Value, hole.Type);
            }
        }
    }

    /// <summary>The line of a position, with a caret below; empty where the position is of one of several statements.</summary>
    /// <param name="position">From 1, in characters (code points) of the text that PostgreSQL gets from Npgsql, whose markers are $1, $2, ..</param>
    public string LineOf(int position)
    {
        var text = Render(statement, prefix, static index => FormattableString.Invariant($"${index + 1}"));
        if (text.TrimEnd().TrimEnd(';').Contains(';', StringComparison.Ordinal))
        {
            return "";
        }

        var at = 0;
        foreach (var character in text.EnumerateRunes())
        {
            if (--position <= 0)
            {
                break;
            }

            at += character.Utf16SequenceLength;
        }

        var start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        var end = text.IndexOf('\n', at);
        var line = text[start..(end < 0 ? text.Length : end)].TrimEnd('\r');
        var number = text.AsSpan(0, start).Count('\n') + 1;
        var head = FormattableString.Invariant($"line {number}: ");
        return $"\n{head}{line.Replace('\t', ' ')}\n{new string(' ', head.Length + at - start)}^";
    }

    private static string Render(SqlStatement statement, string prefix, Func<int, string> marker)
    {
        var text = new StringBuilder(prefix).Append(statement.Pieces[0]);
        var index = 0;
        for (var i = 0; i < statement.Holes.Count; i++)
        {
            text.Append(statement.Holes[i].Table is { } table ? SqlDialect.Quote(table) : marker(index++)).Append(statement.Pieces[i + 1]);
        }

        return text.ToString();
    }
}
