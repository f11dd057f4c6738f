using System.Linq;
using System.Text;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Processes;

/// <summary>
/// Splits a command into its arguments, as a shell would, but without its other meanings: white space separates, quotes keep it together. In double quotes <c>\"</c> is a quote; any
/// other backslash is itself, so that paths of Windows need no escapes. What a shell would have replaced or executed is a fault, because nothing does it here.
/// </summary>
internal sealed class CommandParser
{
    private static readonly string[] Operators = ["&&", "||", "2>", "&>", "|", ";", "&", ">", "<"];
    private readonly string _text;
    private readonly List<CommandWord> _words = [];
    private readonly StringBuilder _literal = new();
    private int _at;

    private CommandParser(string text) => _text = text;

    /// <summary>The program and its arguments.</summary>
    /// <exception cref="TriggerFault">It cannot be read.</exception>
    public static IReadOnlyList<CommandWord> Parse(string text)
    {
        var parser = new CommandParser(text);
        for (parser.SkipBlanks(); parser._at < text.Length; parser.SkipBlanks())
        {
            parser.ParseWord();
        }

        return parser._words;
    }

    private void ParseWord()
    {
        var word = new CommandWord(_at);
        CheckOperator();
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]))
        {
            switch (_text[_at])
            {
                case '\'' or '"':
                    ParseQuoted(word);
                    break;
                case '{' when AtHole():
                    ParseHole(word);
                    break;
                default:
                    CheckPlain(word);
                    _literal.Append(_text[_at++]);
                    break;
            }
        }

        EndLiteral(word);
        if (word.Parts.Count == 0)
        {
            // An argument of two quotes is an empty one.
            word.Parts.Add(new TemplatePart("", null));
        }

        _words.Add(word);
    }

    private void ParseQuoted(CommandWord word)
    {
        var (quote, start) = (_text[_at], _at);
        for (_at++; _at < _text.Length && _text[_at] != quote;)
        {
            if (AtHole())
            {
                ParseHole(word);
                continue;
            }

            _at += quote == '"' && _text[_at] == '\\' && _at + 1 < _text.Length && _text[_at + 1] == '"' ? 1 : 0;
            _literal.Append(_text[_at++]);
        }

        if (_at == _text.Length)
        {
            throw new TriggerFault(start, 1, "the quote is not closed");
        }

        _at++;
    }

    private void ParseHole(CommandWord word)
    {
        EndLiteral(word);
        var (hole, end) = TriggerParser.ParseHole(_text, _at);
        word.Parts.Add(new TemplatePart("", hole));
        _at = end;
    }

    private void EndLiteral(CommandWord word)
    {
        if (_literal.Length > 0)
        {
            word.Parts.Add(new TemplatePart(_literal.ToString(), null));
            _literal.Clear();
        }
    }

    private void CheckOperator()
    {
        if (Operators.FirstOrDefault(sign => string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0) is { } found)
        {
            throw NoShell(found, "executes");
        }
    }

    private void CheckPlain(CommandWord word)
    {
        var next = _at + 1 < _text.Length ? _text[_at + 1] : ' ';
        switch (_text[_at])
        {
            case '$' when char.IsLetter(next) || next is '_' or '{' or '(':
                throw NoShell(_text.Substring(_at, EndOfName(_at + 1) - _at), "replaces");
            case '`' or '*':
                throw NoShell(_text[_at].ToString(), "replaces");
            case '~' when _at == word.Start && (next == '/' || char.IsWhiteSpace(next)):
                throw NoShell("~", "replaces");
            case '|':
                throw NoShell("|", "executes");
            case ';' when char.IsWhiteSpace(next):
                throw NoShell(";", "executes");
        }
    }

    private TriggerFault NoShell(string found, string does) =>
        new(_at, found.Length, "no shell reads it, and nothing " + does + " '" + found + "'; put it in quotes where it is part of an argument, or run a shell, sh -c '...'");

    private int EndOfName(int at)
    {
        while (at < _text.Length && (char.IsLetterOrDigit(_text[at]) || _text[at] == '_'))
        {
            at++;
        }

        return at;
    }

    private bool AtHole() => string.CompareOrdinal(_text, _at, "{{", 0, 2) == 0;

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
