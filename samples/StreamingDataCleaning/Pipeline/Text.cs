using System.Buffers;
using System.Text;

namespace Samples;

/// <summary>Cleans text. What is clean already is given back as it is, without a copy.</summary>
internal static class Text
{
    // Control characters, and what breaks a path or a quoted field downstream.
    private static readonly SearchValues<char> Illegal = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"'\\<>\u007f\ufffd");

    private static readonly SearchValues<char> Names = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Without illegal characters and outer spaces.</summary>
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAny(Illegal) < 0)
        {
            return text.Trim();
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!Illegal.Contains(c))
            {
                clean.Append(c);
            }
        }

        return clean.ToString().Trim();
    }

    /// <summary>A name as we write names: <c>Page View</c> and <c>pageView</c> become <c>page_view</c>.</summary>
    public static string Name(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Names) < 0)
        {
            return text.Length == 0 ? "unknown" : text;
        }

        var name = new StringBuilder(text.Length + 4);
        var previous = '_';
        foreach (var c in text)
        {
            var startsWord = char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(previous);
            if (startsWord || (!char.IsLetterOrDigit(c) && name.Length > 0 && name[^1] != '_'))
            {
                name.Append('_');
            }

            if (char.IsLetterOrDigit(c))
            {
                name.Append(char.ToLowerInvariant(c));
            }

            previous = c;
        }

        return name.Length == 0 ? "unknown" : name.ToString().TrimEnd('_');
    }
}
