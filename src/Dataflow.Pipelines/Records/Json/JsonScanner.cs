using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines;

/// <summary>
/// Reads one JSON object (RFC 8259) member by member; called by generated code. A dirty message is everyday input, so what is
/// wrong is a result and costs no exception: after a fault each method gives <see langword="false"/>, and the reason tells
/// where the text first went wrong.
/// </summary>
/// <remarks>
/// The order of calls: <see cref="TryEnter"/>, then <see cref="NextMember"/> and one method that takes the value, until it is
/// <see langword="false"/>, then <see cref="TryEnd"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonScanner
{
    // As deep as System.Text.Json goes.
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> utf8;
    private readonly JsonDecoder decoder;

    // The next byte; the end of the text once there was a fault, so that nothing more is read.
    private int at;

    // Where the first fault is; negative while there is none.
    private int faultAt = -1;

    // The value or name read last, without quotes.
    private int start;
    private int length;
    private JsonToken token;
    private bool isEscaped;

    // What the number read last is out of the range of.
    private string? range;

    // Whether the fault is the nesting.
    private bool isTooDeep;

    // Nothing has been read yet in the innermost object or array.
    private bool isFirst;

    /// <summary>A scanner before the first byte.</summary>
    /// <param name="utf8">The whole message.</param>
    /// <param name="decoder">Shares repeated text.</param>
    public JsonScanner(ReadOnlySpan<byte> utf8, JsonDecoder decoder)
    {
        this.utf8 = utf8;
        this.decoder = decoder;
    }

    /// <summary>Whether the value read last was a JSON null.</summary>
    public readonly bool IsNull => token == JsonToken.Null;

    /// <summary>Enters the message's object.</summary>
    /// <param name="reason">What the message is instead.</param>
    public bool TryEnter([NotNullWhen(false)] out string? reason)
    {
        switch (Value())
        {
            case JsonToken.Object:
                Enter();
                reason = null;
                return true;
            case JsonToken.Broken:
                reason = faultAt == utf8.Length && utf8.Trim(" \t\r\n"u8).IsEmpty ? JsonReason.Empty : Fault();
                return false;
            default:
                reason = JsonEncoding.Reason(utf8) ?? "no JSON object: " + Show();
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

        at++;
        if (!ScanText())
        {
            return false;
        }

        name = utf8.Slice(start, length);
        if (isEscaped && !TryUnescape(name, out name))
        {
            token = JsonToken.LoneSurrogate;
            return Break();
        }

        SkipSpace();
        if (At() != ':')
        {
            return Break();
        }

        at++;
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

    /// <summary>Passes over a value of any kind.</summary>
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
        if (faultAt < 0)
        {
            SkipSpace();
            if (at == utf8.Length)
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
        at++;
        isFirst = true;
    }

    // To the next member or item, over the comma before it; false at the closing bracket or a fault.
    private bool Next(byte close)
    {
        SkipSpace();
        var next = At();
        if (next == close)
        {
            at++;
            isFirst = false;
            return false;
        }

        if (!isFirst)
        {
            if (next != ',')
            {
                return Break();
            }

            at++;
            SkipSpace();
        }

        isFirst = false;
        return true;
    }

    private void SkipNested()
    {
        // One bit a level that is open: an object, or an array.
        var objects = 0UL;
        var depth = 0;
        do
        {
            if (token is JsonToken.Object or JsonToken.Array)
            {
                if (++depth > MaxDepth)
                {
                    isTooDeep = true;
                    Break();
                    return;
                }

                objects = (objects << 1) | (token == JsonToken.Object ? 1UL : 0);
                Enter();
            }

            while (!((objects & 1) != 0 ? NextMember(out _) : Next((byte)']')))
            {
                objects >>= 1;
                if (faultAt >= 0 || --depth == 0)
                {
                    return;
                }
            }
        }
        while (Value() != JsonToken.Broken);
    }

    // The next byte; 0, which JSON has nowhere, behind the end.
    private readonly byte At() => (uint)at < (uint)utf8.Length ? utf8[at] : (byte)0;

    private void SkipSpace()
    {
        while (At() is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }
    }

    private bool Break()
    {
        if (faultAt < 0)
        {
            faultAt = at;
            if (token != JsonToken.LoneSurrogate)
            {
                token = JsonToken.Broken;
            }
        }

        at = utf8.Length;
        return false;
    }
}
