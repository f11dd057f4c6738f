namespace Dataflow.Pipelines;

/// <summary>Recognises a message that is not plain UTF-8 by its first bytes; called only where the message could not be read.</summary>
internal static class TextEncoding
{
    /// <summary>The reason that names the encoding; <see langword="null"/> where it may be UTF-8.</summary>
    public static string? Reason(ReadOnlySpan<byte> message) =>
        message switch
        {
            [0xEF, 0xBB, 0xBF, ..] => "message starts with a byte order mark, expected UTF-8 without one",
            [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "message is UTF-32, expected UTF-8",
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "message is UTF-16, expected UTF-8",

            // Without a mark: the first character is ASCII, so the other bytes of its unit are zero.
            [var first, 0, 0, 0, ..] when CanBegin(first) => "message is UTF-32, expected UTF-8",
            [0, 0, 0, var first, ..] when CanBegin(first) => "message is UTF-32, expected UTF-8",
            [var first, 0, ..] when CanBegin(first) => "message is UTF-16, expected UTF-8",
            [0, var first, ..] when CanBegin(first) => "message is UTF-16, expected UTF-8",
            _ => null,
        };

    // The first bytes of a JSON object, array or text; binary formats often begin with zeros and small numbers.
    private static bool CanBegin(byte first) => first is (byte)'{' or (byte)'[' or (byte)'"' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
