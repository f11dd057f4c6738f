using System.Linq;
using Dataflow.Pipelines.Control.Cron.Syntax;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>
/// Reads triggers and the templates in texts, by recursive descent: or, and, not, comparison, sum, product, unary, value.
/// <c>{{ }}</c> and <c>( )</c> are brackets.
/// </summary>
internal sealed class TriggerParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];
    private readonly string _text;
    private int _at;
    private int _depth;

    private TriggerParser(string text, int at) => (_text, _at) = (text, at);

    /// <summary>Reads a whole trigger: a condition.</summary>
    /// <exception cref="TriggerFault">It cannot be read.</exception>
    public static TriggerExpression ParseTrigger(string text)
    {
        var parser = new TriggerParser(text, 0);
        var trigger = parser.ParseOr();
        parser.SkipBlanks();
        if (parser._at < text.Length)
        {
            throw parser.Unexpected("'&&', '||' or the end");
        }

        TriggerKinds.CheckCondition(trigger);
        return trigger;
    }

    /// <summary>Reads a value in <c>{{ }}</c>.</summary>
    /// <param name="text">The text that contains it.</param>
    /// <param name="open">Its first brace.</param>
    /// <returns>The value, and the place after its last brace.</returns>
    /// <exception cref="TriggerFault">It cannot be read.</exception>
    public static (TriggerExpression Hole, int End) ParseHole(string text, int open)
    {
        var parser = new TriggerParser(text, open + 2);
        var value = parser.ParseOr();
        parser.Expect("}}");
        return (value, parser._at);
    }

    private TriggerExpression ParseOr() => ParseLogic("||", "or", () => ParseLogic("&&", "and", ParseNot));

    private TriggerExpression ParseLogic(string sign, string word, Func<TriggerExpression> operand)
    {
        var left = operand();
        while (TryTake(sign) || TryTakeWord(word))
        {
            var right = operand();
            left = Join(sign, left, right);
        }

        return left;
    }

    private TriggerExpression ParseNot()
    {
        SkipBlanks();
        var start = _at;
        if ((At("!") && !At("!=") && TryTake("!")) || TryTakeWord("not"))
        {
            var operand = Deeper(ParseNot);
            return new UnaryExpression("!", operand, start, operand.Start + operand.Length - start);
        }

        return ParseComparison();
    }

    private TriggerExpression ParseComparison()
    {
        var left = ParseSum();
        return Comparisons.FirstOrDefault(TryTake) is { } sign ? Join(sign, left, ParseSum()) : left;
    }

    private TriggerExpression ParseSum()
    {
        var left = ParseProduct();
        while ((TryTake("+") ? "+" : TryTake("-") ? "-" : null) is { } sign)
        {
            left = Join(sign, left, ParseProduct());
        }

        return left;
    }

    private TriggerExpression ParseProduct()
    {
        var left = ParseUnary();
        while ((TryTake("*") ? "*" : TryTake("/") ? "/" : TryTake("%") ? "%" : null) is { } sign)
        {
            left = Join(sign, left, ParseUnary());
        }

        return left;
    }

    private TriggerExpression ParseUnary()
    {
        SkipBlanks();
        var start = _at;
        if (!TryTake("-"))
        {
            return ParsePrimary();
        }

        var operand = Deeper(ParseUnary);
        return new UnaryExpression("-", operand, start, operand.Start + operand.Length - start);
    }

    private TriggerExpression ParsePrimary()
    {
        SkipBlanks();
        var start = _at;
        if (TryTake("{{"))
        {
            var inner = Deeper(ParseOr);
            Expect("}}");
            return inner;
        }

        if (TryTake("("))
        {
            var inner = Deeper(ParseOr);
            Expect(")");
            return inner;
        }

        if (TryTake("event:"))
        {
            var name = TakePath("the name of an event");
            return new EventExpression(name, start, _at - start);
        }

        if (TryTake("cron:"))
        {
            return ParseCron(start);
        }

        return ParseValue(start);
    }

    private CronExpression ParseCron(int start)
    {
        // White space around the expression belongs to the trigger, and may be a line break.
        SkipBlanks();
        var body = _at;
        while (_at < _text.Length && !At("&&") && !At("||") && !At(")") && !At("}}") && !At(";"))
        {
            _at++;
        }

        var fields = _text.Substring(body, _at - body).TrimEnd();
        if (fields.Length == 0)
        {
            throw new TriggerFault(start, "cron:".Length, "there is no expression after 'cron:'", isCron: true);
        }

        var zone = "";
        if (TryTake(";tz="))
        {
            var from = _at;
            while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '/' or '+' or '-'))
            {
                _at++;
            }

            zone = _text.Substring(from, _at - from);
            if (zone.Length == 0)
            {
                throw Unexpected("the name of a time zone");
            }
        }

        var end = zone.Length > 0 ? _at : body + fields.Length;
        try
        {
            return new CronExpression(CronParser.Parse(fields, body), zone, start, end - start);
        }
        catch (CronFault fault)
        {
            throw new TriggerFault(fault.Start, fault.Length, fault.Message, isCron: true);
        }
    }

    private TriggerExpression ParseValue(int start)
    {
        if (_at < _text.Length && _text[_at] == '\'')
        {
            var close = _text.IndexOf('\'', _at + 1);
            if (close < 0)
            {
                throw new TriggerFault(start, _text.Length - start, "the text has no closing quote");
            }

            _at = close + 1;
            return new ConstantExpression(ConstantKind.Text, _text.Substring(start + 1, close - start - 1), start, _at - start);
        }

        if (_at < _text.Length && _text[_at] is >= '0' and <= '9')
        {
            return ParseNumber(start);
        }

        var path = TakePath("an event, a cron, a value or a path");
        if (path is "true" or "false")
        {
            return new ConstantExpression(ConstantKind.Boolean, path, start, _at - start);
        }

        if (path == "null")
        {
            return new ConstantExpression(ConstantKind.Null, path, start, _at - start);
        }

        if (!At("("))
        {
            return new PathExpression(path, start, _at - start);
        }

        if (path is not ("now" or "len"))
        {
            throw new TriggerFault(start, path.Length, "there is no function '" + path + "'; there are now() and len(x)");
        }

        TryTake("(");
        var argument = path == "len" ? Deeper(ParseSum) : null;
        Expect(")");
        return new CallExpression(path, argument, start, _at - start);
    }

    private ConstantExpression ParseNumber(int start)
    {
        while (_at < _text.Length && (_text[_at] is >= '0' and <= '9' || (_text[_at] == '.' && _at + 1 < _text.Length && _text[_at + 1] is >= '0' and <= '9')))
        {
            _at++;
        }

        var unit = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        var word = _text.Substring(unit, _at - unit);
        if (word is not ("" or "ms" or "s" or "m" or "h" or "d"))
        {
            throw new TriggerFault(unit, word.Length, "'" + word + "' is no unit; there are ms, s, m, h, d");
        }

        return new ConstantExpression(word.Length == 0 ? ConstantKind.Number : ConstantKind.Duration, _text.Substring(start, _at - start), start, _at - start);
    }

    private string TakePath(string expected)
    {
        var start = _at;
        while (true)
        {
            var name = _at;
            while (_at < _text.Length && (_text[_at] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' || (_at > name && _text[_at] is >= '0' and <= '9')))
            {
                _at++;
            }

            if (_at == name)
            {
                throw Unexpected(start == _at ? expected : "a name after the dot");
            }

            if (_at >= _text.Length || _text[_at] != '.')
            {
                return _text.Substring(start, _at - start);
            }

            _at++;
        }
    }

    // The depth is bounded, so that no text can exhaust the stack of a compiler.
    private TriggerExpression Deeper(Func<TriggerExpression> parse)
    {
        if (++_depth > 64)
        {
            throw new TriggerFault(_at, 0, "it is nested too deep");
        }

        var inner = parse();
        _depth--;
        return inner;
    }

    private static BinaryExpression Join(string sign, TriggerExpression left, TriggerExpression right) =>
        new(sign, left, right, left.Start, right.Start + right.Length - left.Start);

    private void Expect(string sign)
    {
        if (!TryTake(sign))
        {
            throw Unexpected("'" + sign + "'");
        }
    }

    private bool TryTake(string sign)
    {
        SkipBlanks();
        if (!At(sign))
        {
            return false;
        }

        _at += sign.Length;
        return true;
    }

    private bool TryTakeWord(string word)
    {
        SkipBlanks();
        var end = _at + word.Length;
        if (!At(word) || (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '.')))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private bool At(string sign) => string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0;

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private TriggerFault Unexpected(string expected)
    {
        SkipBlanks();
        return _at >= _text.Length
            ? new TriggerFault(Math.Max(0, _text.TrimEnd().Length - 1), Math.Min(1, _text.TrimEnd().Length), "it ends where " + expected + " is expected")
            : new TriggerFault(_at, 1, "'" + _text[_at] + "' where " + expected + " is expected");
    }
}
