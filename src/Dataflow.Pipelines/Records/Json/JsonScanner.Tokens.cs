using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Pipelines;

// Tokens: where a value begins and ends, and whether it is well formed.
public ref partial struct JsonScanner
{
    // Moves behind the value; before the bracket of an object or an array.
    private JsonToken Value()
    {
        SkipSpace();
        switch (At())
        {
            case (byte)'"':
                at++;
                return token = ScanText() ? JsonToken.Text : JsonToken.Broken;
            case (byte)'{':
                return token = JsonToken.Object;
            case (byte)'[':
                return token = JsonToken.Array;
            case (byte)'t':
                return Literal("true"u8, JsonToken.True);
            case (byte)'f':
                return Literal("false"u8, JsonToken.False);
            case (byte)'n':
                return Literal("null"u8, JsonToken.Null);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return token = ScanNumber() ? JsonToken.Number : JsonToken.Broken;
            default:
                token = JsonToken.Broken;
                Break();
                return JsonToken.Broken;
        }
    }

    private JsonToken Literal(ReadOnlySpan<byte> literal, JsonToken kind)
    {
        foreach (var b in literal)
        {
            if (At() != b)
            {
                token = JsonToken.Broken;
                Break();
                return JsonToken.Broken;
            }

            at++;
        }

        return token = kind;
    }

    // From behind the opening quote to behind the closing one.
    private bool ScanText()
    {
        var from = at;
        isEscaped = false;
        while (true)
        {
            SkipPlainText();
            switch (At())
            {
                case (byte)'"':
                    start = from;
                    length = at - from;
                    at++;
                    return true;
                case (byte)'\\':
                    isEscaped = true;
                    if (!SkipEscape())
                    {
                        return Break();
                    }

                    break;
                default:
                    return Break();
            }
        }
    }

    // To the next quote, backslash or control character, or to the end.
    private void SkipPlainText()
    {
        ref var first = ref MemoryMarshal.GetReference(utf8);
        var quote = Vector128.Create((byte)'"');
        var backslash = Vector128.Create((byte)'\\');
        var space = Vector128.Create((byte)' ');
        while (utf8.Length - at >= Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref first, (nuint)at);
            var stops = Vector128.Equals(bytes, quote) | Vector128.Equals(bytes, backslash) | Vector128.LessThan(bytes, space);
            if (stops != Vector128<byte>.Zero)
            {
                at += BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
                return;
            }

            at += Vector128<byte>.Count;
        }

        while ((uint)at < (uint)utf8.Length && utf8[at] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
        {
            at++;
        }
    }

    // From a backslash to behind its escape.
    private bool SkipEscape()
    {
        at++;
        switch (At())
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                at++;
                return true;
            case (byte)'u':
                at++;
                for (var digit = 0; digit < 4; digit++, at++)
                {
                    if (!char.IsAsciiHexDigit((char)At()))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    private bool ScanNumber()
    {
        var from = at;
        if (At() == '-')
        {
            at++;
        }

        // No digit may follow a leading zero; what does is no end of a value, and found there.
        if (At() == '0')
        {
            at++;
        }
        else if (!SkipDigits())
        {
            return Break();
        }

        if (At() == '.')
        {
            at++;
            if (!SkipDigits())
            {
                return Break();
            }
        }

        if (At() is (byte)'e' or (byte)'E')
        {
            at++;
            if (At() is (byte)'+' or (byte)'-')
            {
                at++;
            }

            if (!SkipDigits())
            {
                return Break();
            }
        }

        start = from;
        length = at - from;
        return true;
    }

    private bool SkipDigits()
    {
        var from = at;
        while (char.IsAsciiDigit((char)At()))
        {
            at++;
        }

        return at > from;
    }
}
