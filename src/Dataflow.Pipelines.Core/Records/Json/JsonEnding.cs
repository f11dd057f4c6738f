namespace Dataflow.Pipelines;

/// <summary>Finds the incomplete part at the end of a truncated message; called only for a message that is well formed up to its end.</summary>
internal static class JsonEnding
{
    /// <summary>The innermost part that is not complete, as in <c>a text</c>.</summary>
    public static string Describe(ReadOnlySpan<byte> message)
    {
        var open = new Stack<byte>();

        // The last bracket, comma or colon, and the start of a number or literal that has not ended yet.
        var mark = (byte)0;
        var bare = -1;
        for (var i = 0; i < message.Length; i++)
        {
            switch (message[i])
            {
                case (byte)'"':
                    i = EndOfText(message, i);
                    if (i == message.Length)
                    {
                        return open.TryPeek(out var around) && around == '{' && mark is (byte)'{' or (byte)',' ? "a property name" : "a text";
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    open.Push(mark = message[i]);
                    bare = -1;
                    break;
                case (byte)'}' or (byte)']':
                    open.Pop();
                    mark = message[i];
                    bare = -1;
                    break;
                case (byte)',' or (byte)':':
                    mark = message[i];
                    bare = -1;
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    bare = -1;
                    break;
                default:
                    bare = bare < 0 ? i : bare;
                    break;
            }
        }

        return bare >= 0 && Incomplete(message[bare..]) is { } part ? part
            : open.TryPeek(out var innermost) && innermost == '[' ? "an array"
            : "an object";
    }

    // The closing quote, or the end of the message.
    private static int EndOfText(ReadOnlySpan<byte> message, int quote)
    {
        for (var i = quote + 1; i < message.Length; i++)
        {
            if (message[i] == '"')
            {
                return i;
            }

            i += message[i] == '\\' ? 1 : 0;
        }

        return message.Length;
    }

    private static string? Incomplete(ReadOnlySpan<byte> bare) =>
        bare[0] is (byte)'t' or (byte)'f' or (byte)'n'
            ? bare.SequenceEqual("true"u8) || bare.SequenceEqual("false"u8) || bare.SequenceEqual("null"u8) ? null : "a literal"
            : char.IsAsciiDigit((char)bare[^1]) ? null : "a number";
}
