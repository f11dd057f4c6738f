using System.Buffers;

namespace Samples;

/// <summary>Cleans text. Text that is already clean is returned without a copy.</summary>
internal static class Text
{
    private const int MaxOnStack = 128;

    // Control characters, and characters that break a path or a quoted field downstream.
    private static readonly SearchValues<char> Illegal = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"'\\<>\u007f\ufffd");

    private static readonly SearchValues<char> Names = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Removes illegal characters and outer spaces.</summary>
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAny(Illegal) < 0)
        {
            return text.Trim();
        }

        var clean = text.Length <= MaxOnStack ? stackalloc char[MaxOnStack] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (!Illegal.Contains(c))
            {
                clean[length++] = c;
            }
        }

        return new string(clean[..length].Trim());
    }

    /// <summary>Converts a name to snake_case: <c>Page View</c> and <c>pageView</c> become <c>page_view</c>.</summary>
    public static string Name(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Names) < 0)
        {
            return text.Length == 0 ? "unknown" : text;
        }

        // At most one underscore is added before each character.
        var name = text.Length * 2 <= MaxOnStack ? stackalloc char[MaxOnStack] : new char[text.Length * 2];
        var length = 0;
        var previous = '_';
        foreach (var c in text)
        {
            var startsWord = char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(previous);
            if (startsWord || (!char.IsLetterOrDigit(c) && length > 0 && name[length - 1] != '_'))
            {
                name[length++] = '_';
            }

            if (char.IsLetterOrDigit(c))
            {
                name[length++] = char.ToLowerInvariant(c);
            }

            previous = c;
        }

        return length == 0 ? "unknown" : new string(name[..length].TrimEnd('_'));
    }
}
