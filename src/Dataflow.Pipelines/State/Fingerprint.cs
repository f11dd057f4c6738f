using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.State;

/// <summary>
/// 128-bit fingerprints of keys: stable across processes, machines and versions, because checkpoints hold them. Two
/// different keys share one with a probability of 2^-128 a pair; nodes treat equal fingerprints as equal keys.
/// </summary>
public static class Fingerprint
{
    private const ulong P0 = 0xA0761D6478BD642F;
    private const ulong P1 = 0xE7037ED1A0B428DB;
    private const ulong P2 = 0x8EBC6AF09C88C6E3;
    private const ulong P3 = 0x589965CC75374CC3;

    /// <summary>Of a text.</summary>
    public static UInt128 Of(string? value) => value is null ? Of(0xFFFF_FFFF_FFFF_FFFFUL) : Of(MemoryMarshal.AsBytes(value.AsSpan()));

    /// <summary>Of bytes.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> value)
    {
        ulong a = P0 ^ (ulong)value.Length, b = P1;
        while (value.Length > 16)
        {
            var (x, y) = (MemoryMarshal.Read<ulong>(value), MemoryMarshal.Read<ulong>(value[8..]));
            (a, b) = Absorb(a, b, x, y);
            value = value[16..];
        }

        // The tail as two words that overlap or are padded; the length above tells the cases apart.
        ulong first, second;
        if (value.Length >= 8)
        {
            first = MemoryMarshal.Read<ulong>(value);
            second = MemoryMarshal.Read<ulong>(value[^8..]);
        }
        else
        {
            first = second = 0;
            for (var i = value.Length - 1; i >= 0; i--)
            {
                first = (first << 8) | value[i];
            }
        }

        return Finish(a, b, first, second);
    }

    /// <summary>Of a number.</summary>
    public static UInt128 Of(ulong value) => Finish(P0 ^ 8, P1, value, value);

    /// <summary>Of a number.</summary>
    public static UInt128 Of(long value) => Of((ulong)value);

    /// <summary>Of a number; equal numbers are equal keys, 0 and -0 too.</summary>
    public static UInt128 Of(double value) => Of(BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value));

    /// <summary>Of a number; equal numbers are equal keys, however many zeros they end in.</summary>
    public static UInt128 Of(decimal value) => Of(value.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Of a truth value.</summary>
    public static UInt128 Of(bool value) => Of(value ? 1UL : 0UL);

    /// <summary>Of an instant, whatever its offset.</summary>
    public static UInt128 Of(DateTimeOffset value) => Of(value.UtcTicks);

    /// <summary>Of a UUID.</summary>
    public static UInt128 Of(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        return Of(bytes);
    }

    /// <summary>Of a key of several members.</summary>
    public static UInt128 Of(UInt128 first, UInt128 second) =>
        Finish((ulong)first ^ P2, (ulong)(first >> 64) ^ P3, (ulong)second, (ulong)(second >> 64));

    private static UInt128 Finish(ulong a, ulong b, ulong first, ulong second)
    {
        (a, b) = Absorb(a, b, first, second);
        var low = Mix(a ^ P3, b ^ P0);
        var high = Mix(b ^ low ^ P1, a ^ P2);
        return new UInt128(high, Mix(low ^ high, P3));
    }

    // The sums carry the state over words that are equal to a constant, whose product is nothing: without them such a
    // block would wipe out all before it, and different texts would be one key.
    private static (ulong A, ulong B) Absorb(ulong a, ulong b, ulong x, ulong y) => (Mix(x ^ P1, y ^ a) + b, Mix(y ^ P2, x ^ b) + a);

    private static ulong Mix(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out var low);
        return high ^ low;
    }
}
