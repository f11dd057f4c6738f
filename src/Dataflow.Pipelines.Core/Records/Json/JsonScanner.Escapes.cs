using System.Buffers.Text;
using System.Text;

namespace Dataflow.Pipelines.CodeGeneration;

// Escapes: rare, and therefore simple.
public ref partial struct JsonScanner
{
    // The escapes are well formed. False where one is a half of a surrogate pair without the other half: the text is then that escape.
    private static bool TryUnescape(ReadOnlySpan<byte> escaped, out ReadOnlySpan<byte> text)
    {
        // An escape is never shorter than the UTF-8 that it represents.
        var target = new byte[escaped.Length];
        var written = 0;
        text = default;
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                target[written++] = escaped[i];
                continue;
            }

            i++;
            if (escaped[i] != 'u')
            {
                target[written++] = escaped[i] switch
                {
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    var same => same,
                };
                continue;
            }

            var unit = Unit(escaped[(i + 1)..]);
            i += 4;
            if (!Rune.TryCreate(unit, out var rune))
            {
                if (i + 6 >= escaped.Length || escaped[i + 1] != '\\' || escaped[i + 2] != 'u' || !Rune.TryCreate(unit, Unit(escaped[(i + 3)..]), out rune))
                {
                    text = escaped.Slice(i - 5, 6);
                    return false;
                }

                i += 6;
            }

            written += rune.EncodeToUtf8(target.AsSpan(written));
        }

        text = target.AsSpan(0, written);
        return true;
    }

    // Four hexadecimal digits.
    private static char Unit(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits[..4], out ushort unit, out _, 'x') ? (char)unit : throw new InvalidOperationException("An escape was not checked.");
}
