using System.Text;

namespace Dataflow.Pipelines.CodeGeneration;

// Reasons of faults.
public ref partial struct JsonScanner
{
    /// <summary>
    /// A value of the wrong type or form, as in <c>timestamp is no date-time: "yesterday"</c>; where the text itself is malformed
    /// there, that fault.
    /// </summary>
    /// <param name="member">The member's path in the JSON object.</param>
    /// <param name="fault">What the value is not, as in <c>no date-time</c>.</param>
    public readonly string Wrong(string member, string fault) =>
        _faultAt >= 0 ? Fault()
        : _token == JsonToken.BrokenText ? member + " is not valid UTF-8"
        : _token == JsonToken.LoneSurrogate ? member + LoneSurrogate()
        : $"{member} is {_range ?? fault}: {Show()}";

    private readonly string Fault() =>
        TextEncoding.Reason(_utf8) ?? (
            _token == JsonToken.LoneSurrogate ? "a property name" + LoneSurrogate()
            : _isTooDeep ? $"nested deeper than {MaxDepth}: {Place(_faultAt)}"
            : _faultAt == _utf8.Length ? $"malformed JSON: ends inside {JsonEnding.Describe(_utf8)}, after {Place(_faultAt - 1)}"
            : $"malformed JSON: {Place(_faultAt)}");

    // Lines and bytes are counted from 1.
    private readonly string Place(int index)
    {
        var before = _utf8[..index];
        return $"line {before.Count((byte)'\n') + 1}, byte {index - before.LastIndexOf((byte)'\n')}";
    }

    private readonly string LoneSurrogate()
    {
        TryUnescape(_utf8.Slice(_start, _length), out var escape);
        return " has a lone surrogate: " + Encoding.UTF8.GetString(escape);
    }

    private readonly string Show() =>
        _token switch
        {
            JsonToken.Object => "an object",
            JsonToken.Array => "an array",
            JsonToken.True => "true",
            JsonToken.False => "false",
            JsonToken.Null => "null",
            JsonToken.Text => '"' + ShownText.Cut(_isEscaped && TryUnescape(_utf8.Slice(_start, _length), out var text) ? text : _utf8.Slice(_start, _length)) + '"',
            _ => ShownText.Cut(_utf8.Slice(_start, _length)),
        };
}
