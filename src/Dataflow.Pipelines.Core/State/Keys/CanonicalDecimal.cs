namespace Dataflow.Pipelines.State;

/// <summary>One form for all decimals of the same value: 1.0 and 1.00 compare as equal and differ in their bits.</summary>
internal static class CanonicalDecimal
{
    private const int SignBit = 31;
    private const int ScaleShift = 16;

    /// <summary>96 bits of the integer without trailing zeros, then its scale and sign; 0 for every zero. Allocates nothing.</summary>
    public static UInt128 Of(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        if (digits == UInt128.Zero)
        {
            return UInt128.Zero;
        }

        var scale = (parts[3] >> ScaleShift) & 0xFF;
        while (scale > 0 && TryDivideByTen(ref digits))
        {
            scale--;
        }

        return digits | ((UInt128)(uint)((parts[3] & (1 << SignBit)) | scale) << 96);
    }

    private static bool TryDivideByTen(ref UInt128 digits)
    {
        // 128-bit division is a call; nearly all numbers fit in 64 bits.
        if ((ulong)(digits >> 64) == 0)
        {
            var (quotient, remainder) = Math.DivRem((ulong)digits, 10UL);
            digits = remainder == 0 ? quotient : digits;
            return remainder == 0;
        }

        var (wide, rest) = UInt128.DivRem(digits, 10);
        digits = rest == UInt128.Zero ? wide : digits;
        return rest == UInt128.Zero;
    }
}
