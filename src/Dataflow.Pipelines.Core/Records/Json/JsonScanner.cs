using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// Reads one JSON object (RFC 8259) member by member; called by generated code. A malformed message is normal input, so a
/// fault is a result and not an exception: after it each method returns <see langword="false"/>, and the reason states
/// where the text is first malformed.
/// </summary>
/// <remarks>
/// The order of calls: <see cref="TryEnter"/>, then <see cref="NextMember"/> and one method that reads the value, until it is
/// <see langword="false"/>, then <see cref="TryEnd"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonScanner
{
    // The default of System.Text.Json.
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly JsonDecoder _decoder;

    // The next byte; the end of the text once there was a fault, so that nothing more is read.
    private int _at;

    // Where the first fault is; negative while there is none.
    private int _faultAt = -1;

    // The value or name read last, without quotes.
    private int _start;
    private int _length;
    private JsonToken _token;
    private bool _isEscaped;

    // The range that the number read last exceeds, as a reason.
    private string? _range;

    // Whether the fault is too deep nesting.
    private bool _isTooDeep;

    // Nothing has been read yet in the innermost object or array.
    private bool _isFirst;

    /// <summary>A scanner before the first byte.</summary>
    /// <param name="utf8">The complete message.</param>
    /// <param name="decoder">Shares repeated text.</param>
    public JsonScanner(ReadOnlySpan<byte> utf8, JsonDecoder decoder)
    {
        _utf8 = utf8;
        _decoder = decoder;
    }

    /// <summary>Whether the value read last was a JSON null.</summary>
    public readonly bool IsNull => _token == JsonToken.Null;

    /// <summary>Enters the message's object.</summary>
    /// <param name="reason">Why the message is not an object.</param>
    public bool TryEnter([NotNullWhen(false)] out string? reason)
    {
        switch (Value())
        {
            case JsonToken.Object:
                Enter();
                reason = null;
                return true;
            case JsonToken.Broken:
                reason = _faultAt == _utf8.Length && _utf8.Trim(" \t\r\n"u8).IsEmpty ? JsonReason.Empty : Fault();
                return false;
            default:
                reason = TextEncoding.Reason(_utf8) ?? "no JSON object: " + Show();
                return false;
        }
    }

    /// <summary>Moves to the next member of the innermost object; at its end, leaves it.</summary>
    /// <param name="name">The member's name, without escapes.</param>
    /// <returns><see langword="false"/> at the object's end, or at a fault.</returns>
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!Next((byte)'}'))
        {
            return false;
        }

        if (At() != '"')
        {
            return Break();
        }

        _at++;
        if (!ScanText())
        {
            return false;
        }

        name = _utf8.Slice(_start, _length);
        if (_isEscaped && !TryUnescape(name, out name))
        {
            _token = JsonToken.LoneSurrogate;
            return Break();
        }

        SkipSpace();
        if (At() != ':')
        {
            return Break();
        }

        _at++;
        return true;
    }

    /// <summary>Enters an object that holds members by their path.</summary>
    /// <returns><see langword="null"/> for a JSON null, whose members are then missing.</returns>
    public bool? Object()
    {
        switch (Value())
        {
            case JsonToken.Object:
                Enter();
                return true;
            case JsonToken.Null:
                return null;
            default:
                return false;
        }
    }

    /// <summary>Skips a value of any kind.</summary>
    public void Skip()
    {
        if (Value() is JsonToken.Object or JsonToken.Array)
        {
            SkipNested();
        }
    }

    /// <summary>Makes sure that the message was one JSON object and nothing but white space follows it.</summary>
    /// <param name="reason">What is wrong, and where.</param>
    public bool TryEnd([NotNullWhen(false)] out string? reason)
    {
        if (_faultAt < 0)
        {
            SkipSpace();
            if (_at == _utf8.Length)
            {
                reason = null;
                return true;
            }

            Break();
        }

        reason = Fault();
        return false;
    }

    private void Enter()
    {
        _at++;
        _isFirst = true;
    }

    // To the next member or item, over the comma before it; false at the closing bracket or a fault.
    private bool Next(byte close)
    {
        SkipSpace();
        var next = At();
        if (next == close)
        {
            _at++;
            _isFirst = false;
            return false;
        }

        if (!_isFirst)
        {
            if (next != ',')
            {
                return Break();
            }

            _at++;
            SkipSpace();
        }

        _isFirst = false;
        return true;
    }

    private void SkipNested()
    {
        // One bit per open level: 1 an object, 0 an array.
        var objects = 0UL;
        var depth = 0;
        do
        {
            if (_token is JsonToken.Object or JsonToken.Array)
            {
                if (++depth > MaxDepth)
                {
                    _isTooDeep = true;
                    Break();
                    return;
                }

                objects = (objects << 1) | (_token == JsonToken.Object ? 1UL : 0);
                Enter();
            }

            while (!((objects & 1) != 0 ? NextMember(out _) : Next((byte)']')))
            {
                objects >>= 1;
                if (_faultAt >= 0 || --depth == 0)
                {
                    return;
                }
            }
        }
        while (Value() != JsonToken.Broken);
    }

    // The next byte; after the end 0, which JSON never contains.
    private readonly byte At() => (uint)_at < (uint)_utf8.Length ? _utf8[_at] : (byte)0;

    private void SkipSpace()
    {
        while (At() is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }
    }

    private bool Break()
    {
        if (_faultAt < 0)
        {
            _faultAt = _at;
            if (_token != JsonToken.LoneSurrogate)
            {
                _token = JsonToken.Broken;
            }
        }

        _at = _utf8.Length;
        return false;
    }
}
