using System.Text;

namespace Dataflow.Pipelines;

/// <summary>A wrong value as a reason shows it.</summary>
internal static class ShownText
{
    private const int Longest = 64;

    /// <summary>A value may be long and no UTF-8 at all: what is shown is short and always text.</summary>
    public static string Cut(ReadOnlySpan<byte> value)
    {
        // A character has at most four bytes, so that the characters shown are whole.
        var text = Encoding.UTF8.GetString(value[..Math.Min(value.Length, (Longest + 1) * 4)]);
        return text.Length <= Longest ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest), "…");
    }
}
