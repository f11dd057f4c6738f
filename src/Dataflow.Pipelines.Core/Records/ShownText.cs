using System.Text;

namespace Dataflow.Pipelines;

/// <summary>The text of a wrong value in a reason.</summary>
internal static class ShownText
{
    private const int Longest = 64;

    /// <summary>A value may be long and invalid UTF-8: the result is short and always text.</summary>
    public static string Cut(ReadOnlySpan<byte> value)
    {
        // A character has at most four bytes, so the result has complete characters.
        var text = Encoding.UTF8.GetString(value[..Math.Min(value.Length, (Longest + 1) * 4)]);
        return text.Length <= Longest ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest), "…");
    }
}
