using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Pipelines.CodeGeneration;

// Tokens: where a value begins and ends, and whether it is well formed.
public ref partial struct JsonScanner
{
    // Moves past the value, but only up to the bracket of an object or an array.
    private JsonToken Value()
    {
        SkipSpace();
        switch (At())
        {
            case (byte)'"':
                _at++;
                return _token = ScanText() ? JsonToken.Text : JsonToken.Broken;
            case (byte)'{':
                return _token = JsonToken.Object;
            case (byte)'[':
                return _token = JsonToken.Array;
            case (byte)'t':
                return Literal("true"u8, JsonToken.True);
            case (byte)'f':
                return Literal("false"u8, JsonToken.False);
            case (byte)'n':
                return Literal("null"u8, JsonToken.Null);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return _token = ScanNumber() ? JsonToken.Number : JsonToken.Broken;
            default:
                _token = JsonToken.Broken;
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
                _token = JsonToken.Broken;
                Break();
                return JsonToken.Broken;
            }

            _at++;
        }

        return _token = kind;
    }

    // From after the opening quote to after the closing one.
    private bool ScanText()
    {
        var from = _at;
        _isEscaped = false;
        while (true)
        {
            SkipPlainText();
            switch (At())
            {
                case (byte)'"':
                    _start = from;
                    _length = _at - from;
                    _at++;
                    return true;
                case (byte)'\\':
                    _isEscaped = true;
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
        ref var first = ref MemoryMarshal.GetReference(_utf8);
        var quote = Vector128.Create((byte)'"');
        var backslash = Vector128.Create((byte)'\\');
        var space = Vector128.Create((byte)' ');
        while (_utf8.Length - _at >= Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref first, (nuint)_at);
            var stops = Vector128.Equals(bytes, quote) | Vector128.Equals(bytes, backslash) | Vector128.LessThan(bytes, space);
            if (stops != Vector128<byte>.Zero)
            {
                _at += BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
                return;
            }

            _at += Vector128<byte>.Count;
        }

        while ((uint)_at < (uint)_utf8.Length && _utf8[_at] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
        {
            _at++;
        }
    }

    // From a backslash to after its escape.
    private bool SkipEscape()
    {
        _at++;
        switch (At())
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                _at++;
                return true;
            case (byte)'u':
                _at++;
                for (var digit = 0; digit < 4; digit++, _at++)
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
        var from = _at;
        if (At() == '-')
        {
            _at++;
        }

        // No digit may follow a leading zero; the next read finds one as a fault, because it does not end the value.
        if (At() == '0')
        {
            _at++;
        }
        else if (!SkipDigits())
        {
            return Break();
        }

        if (At() == '.')
        {
            _at++;
            if (!SkipDigits())
            {
                return Break();
            }
        }

        if (At() is (byte)'e' or (byte)'E')
        {
            _at++;
            if (At() is (byte)'+' or (byte)'-')
            {
                _at++;
            }

            if (!SkipDigits())
            {
                return Break();
            }
        }

        _start = from;
        _length = _at - from;
        return true;
    }

    private bool SkipDigits()
    {
        var from = _at;
        while (char.IsAsciiDigit((char)At()))
        {
            _at++;
        }

        return _at > from;
    }
}
