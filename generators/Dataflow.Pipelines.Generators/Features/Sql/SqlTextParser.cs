using System.Linq;
using System.Text;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Sql;

/// <summary>
/// Cuts statements at their values, with the quotes around them. It knows strings, quoted names, comments and dollar quotes, and nothing else of SQL: what a value means is decided by
/// what stands before it.
/// </summary>
internal sealed class SqlTextParser
{
    // A table follows; FROM also follows IS DISTINCT, and is a word inside these functions.
    private static readonly string[] BeforeNames = ["FROM", "JOIN", "INTO", "UPDATE", "TABLE", "ONLY", "VIEW", "TRUNCATE"];
    private static readonly string[] WithFrom = ["EXTRACT", "SUBSTRING", "TRIM", "OVERLAY"];

    private readonly string _text;
    private readonly List<string> _pieces = [];
    private readonly List<SqlHolePlace> _holes = [];
    private readonly StringBuilder _piece = new();
    private readonly Stack<string> _calls = new();
    private readonly List<string> _words = [];
    private int _at;

    private SqlTextParser(string text) => _text = text;

    /// <summary>The constant pieces, one more than values, and the values.</summary>
    /// <exception cref="TriggerFault">It cannot be read, or a value is inside of a text or a name.</exception>
    public static (IReadOnlyList<string> Pieces, IReadOnlyList<SqlHolePlace> Holes) Parse(string text)
    {
        var parser = new SqlTextParser(text);
        while (parser._at < text.Length)
        {
            parser.Step();
        }

        parser._pieces.Add(parser._piece.ToString());
        return (parser._pieces, parser._holes);
    }

    private void Step()
    {
        if (At("--"))
        {
            Take(EndOf("\n", _at));
        }
        else if (At("/*"))
        {
            Take(EndOf("*/", _at + 2));
        }
        else if (At("{{"))
        {
            TakeHole(_at, _at);
        }
        else if (_text[_at] == '\'')
        {
            TakeString();
        }
        else if (_text[_at] is '"' or '`')
        {
            TakeClosed(_at + 1, _text[_at].ToString(), "the value is in double quotes, which SQL reads as a name; leave them out: a TableName is quoted where it is used, and any other value is a parameter");
        }
        else if (DollarQuote() is { } quote)
        {
            TakeClosed(_at + quote.Length, quote, "the value is inside of a text; a parameter cannot be there");
        }
        else if (IsOfWord(_text[_at]))
        {
            TakeWord();
        }
        else
        {
            TakeSign();
        }
    }

    private void TakeString()
    {
        var inside = _at + 1;
        while (inside < _text.Length && char.IsWhiteSpace(_text[inside]))
        {
            inside++;
        }

        if (At("{{", inside))
        {
            TakeHole(_at, inside);
            return;
        }

        // Two quotes in a string are one: they end it and begin another.
        TakeClosed(_at + 1, "'", "the value is inside of a text; join them, as in '%' || {{ value }} || '%'");
    }

    private void TakeHole(int quote, int open)
    {
        var (hole, end) = TriggerParser.ParseHole(_text, open);
        var close = end;
        if (quote < open)
        {
            while (close < _text.Length && char.IsWhiteSpace(_text[close]))
            {
                close++;
            }

            if (close >= _text.Length || _text[close] != '\'')
            {
                throw new TriggerFault(open, end - open, "the value is inside of a text; join them, as in '%' || {{ value }} || '%'");
            }

            close++;
        }

        var isPart = (quote > 0 && (IsOfWord(_text[quote - 1]) || _text[quote - 1] is '.' or '"' or '`')) || (close < _text.Length && (IsOfWord(_text[close]) || _text[close] is '.' or '"' or '`') && !At("--", close));
        _holes.Add(new SqlHolePlace(hole, open, end - open, quote < open ? "" : NameWord(), isPart));
        _pieces.Add(_piece.ToString());
        _piece.Clear();
        _words.Clear();
        _at = close;
    }

    // The words since the last sign: a name follows the last of them, or IF [NOT] EXISTS after it.
    private string NameWord()
    {
        var words = _words.ToList();
        if (words.Count > 0 && words[words.Count - 1] == "EXISTS" && words.Contains("IF"))
        {
            words = [.. words.TakeWhile(static word => word != "IF")];
        }

        var last = words.LastOrDefault() ?? "";
        return !BeforeNames.Contains(last) ? ""
            : last == "FROM" && ((_calls.Count > 0 && WithFrom.Contains(_calls.Peek())) || (words.Count > 1 && words[words.Count - 2] == "DISTINCT")) ? ""
            : last;
    }

    private void TakeWord()
    {
        var start = _at;
        while (_at < _text.Length && IsOfWord(_text[_at]))
        {
            _at++;
        }

        var word = _text.Substring(start, _at - start);
        _words.Add(word.ToUpperInvariant());
        _piece.Append(word);
    }

    private void TakeSign()
    {
        var sign = _text[_at];
        if (sign == '(')
        {
            _calls.Push(_words.LastOrDefault() ?? "");
        }
        else if (sign == ')' && _calls.Count > 0)
        {
            _calls.Pop();
        }

        if (!char.IsWhiteSpace(sign))
        {
            _words.Clear();
        }

        Take(_at + 1);
    }

    // A text without values in it, to its end or that of the statement.
    private void TakeClosed(int from, string close, string fault)
    {
        var end = EndOf(close, from);
        var open = _text.IndexOf("{{", from, end - from, StringComparison.Ordinal);
        if (open >= 0)
        {
            throw new TriggerFault(open, Math.Max(2, EndOf("}}", open) - open), fault);
        }

        _words.Clear();
        Take(end);
    }

    private void Take(int end)
    {
        _piece.Append(_text, _at, end - _at);
        _at = end;
    }

    private string? DollarQuote()
    {
        if (_text[_at] != '$')
        {
            return null;
        }

        var end = _at + 1;
        while (end < _text.Length && IsOfWord(_text[end]) && !char.IsDigit(_text[_at + 1]))
        {
            end++;
        }

        return end < _text.Length && _text[end] == '$' ? _text.Substring(_at, end + 1 - _at) : null;
    }

    private int EndOf(string close, int from) =>
        from < _text.Length && _text.IndexOf(close, from, StringComparison.Ordinal) is >= 0 and var found ? found + close.Length : _text.Length;

    private bool At(string sign) => At(sign, _at);

    private bool At(string sign, int at) => string.CompareOrdinal(_text, at, sign, 0, sign.Length) == 0;

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
