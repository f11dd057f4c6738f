using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>Maps each character of a string literal's value to its place in the source.</summary>
internal static class LiteralOffsets
{
    public static void Add(SyntaxToken token, List<TextSpan> map)
    {
        var source = token.Text;
        switch (token.Kind())
        {
            case SyntaxKind.SingleLineRawStringLiteralToken:
                var quotes = CountQuotes(source);
                AddPlain(token, quotes, source.Length - (2 * quotes), map);
                break;
            case SyntaxKind.MultiLineRawStringLiteralToken:
                AddLines(token, map);
                break;
            default:
                if (source.StartsWith("@", StringComparison.Ordinal))
                {
                    AddVerbatim(token, map);
                }
                else
                {
                    AddRegular(token, map);
                }

                break;
        }
    }

    private static void AddPlain(SyntaxToken token, int start, int length, List<TextSpan> map)
    {
        for (var i = 0; i < length; i++)
        {
            map.Add(new TextSpan(token.SpanStart + start + i, 1));
        }
    }

    private static void AddVerbatim(SyntaxToken token, List<TextSpan> map)
    {
        for (var i = 2; i < token.Text.Length - 1;)
        {
            var width = token.Text[i] == '"' ? 2 : 1;
            map.Add(new TextSpan(token.SpanStart + i, width));
            i += width;
        }
    }

    private static void AddRegular(SyntaxToken token, List<TextSpan> map)
    {
        var source = token.Text;
        for (var i = 1; i < source.Length - 1;)
        {
            var width = source[i] == '\\' ? EscapeWidth(source, i) : 1;
            var span = new TextSpan(token.SpanStart + i, width);
            map.Add(span);
            if (source[i] == '\\' && source[i + 1] == 'U' && IsAstral(source, i))
            {
                map.Add(span);
            }

            i += width;
        }
    }

    // The value is the text between the first and the last line, without the indentation of the last.
    private static void AddLines(SyntaxToken token, List<TextSpan> map)
    {
        var lines = SourceText.From(token.Text).Lines;
        var close = token.Text.Substring(lines[lines.Count - 1].Start);
        var indentation = close.Length - close.TrimStart().Length;
        for (var i = 1; i < lines.Count - 1; i++)
        {
            var line = lines[i];
            var start = Math.Min(line.Start + indentation, line.End);
            var end = i == lines.Count - 2 ? line.End : line.EndIncludingLineBreak;
            AddPlain(token, start, end - start, map);
        }
    }

    private static int EscapeWidth(string source, int start)
    {
        switch (source[start + 1])
        {
            case 'u':
                return 6;
            case 'U':
                return 10;
            case 'x':
                var end = start + 2;
                while (end < start + 6 && Uri.IsHexDigit(source[end]))
                {
                    end++;
                }

                return end - start;
            default:
                return 2;
        }
    }

    private static bool IsAstral(string source, int start) =>
        source.Substring(start + 2, 4) != "0000";

    private static int CountQuotes(string source)
    {
        var count = 0;
        while (source[count] == '"')
        {
            count++;
        }

        return count;
    }
}
