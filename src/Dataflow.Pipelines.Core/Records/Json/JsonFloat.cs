using System.Buffers.Text;

namespace Dataflow.Pipelines;

/// <summary>64-bit floating point numbers of JSON.</summary>
internal static class JsonFloat
{
    // 10^15 < 2^53: a mantissa of up to this many digits is an exact double, and so are the powers. One division of exact numbers is correctly
    // rounded.
    private const int ExactDigits = 15;

    private static ReadOnlySpan<double> Powers => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <param name="number">A number in JSON syntax.</param>
    /// <param name="value">The nearest double.</param>
    /// <returns><see langword="false"/> where it is too large.</returns>
    public static bool TryParse(ReadOnlySpan<byte> number, out double value)
    {
        var isNegative = number[0] == '-';
        var mantissa = 0L;
        var digits = 0;
        var point = -1;
        for (var i = isNegative ? 1 : 0; i < number.Length; i++)
        {
            var digit = (uint)(number[i] - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                digits++;
            }
            else if (number[i] == '.')
            {
                point = digits;
            }
            else
            {
                digits = int.MaxValue;
                break;
            }

            if (digits > ExactDigits)
            {
                break;
            }
        }

        if (digits > ExactDigits)
        {
            return Utf8Parser.TryParse(number, out value, out var used) && used == number.Length && double.IsFinite(value);
        }

        value = point < 0 ? mantissa : mantissa / Powers[digits - point];
        value = isNegative ? -value : value;
        return true;
    }
}
