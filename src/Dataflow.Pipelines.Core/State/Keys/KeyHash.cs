using System.ComponentModel;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// The 128-bit hash by which nodes distinguish keys, seeded with a random secret of the job that its checkpoints hold. Equal values have
/// equal hashes in every start of the job; two different values share one by chance only, with a probability of 2^-128, because a sender
/// without the secret cannot choose values that do. Each value is tagged with its kind and length; null is a separate value.
/// Immutable: all lanes of a job use one.
/// </summary>
/// <remarks>
/// XXH128 maps inputs of 16 bytes one to one, so values of up to 16 bytes of one kind (numbers, times, UUIDs, decimals) never share a
/// hash. A text is hashed twice, with independent words of the secret: neither word can be found by trial without the other. Numbers and
/// texts take 64 bits of the secret as the seed and 64 as a part of the input.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyHash
{
    private readonly ulong[] _kinds = new ulong[(int)KeyKind.Count];
    private readonly long _numberSeed;
    private readonly long _contentSeed;
    private readonly long _wideSeed;
    private readonly long _pairSeed;

    internal KeyHash(KeySecret secret)
    {
        for (var kind = 0; kind < _kinds.Length; kind++)
        {
            _kinds[kind] = secret.Derive((byte)kind);
        }

        _numberSeed = (long)secret.Derive(0x80);
        _contentSeed = (long)secret.Derive(0x81);
        _wideSeed = (long)secret.Derive(0x82);
        _pairSeed = (long)secret.Derive(0x83);
        Null = Number(0, KeyKind.Null);
    }

    /// <summary>The hash of a missing value, of any type.</summary>
    public UInt128 Null { get; }

    /// <summary>The hash of a job whose secret is drawn from a source.</summary>
    /// <param name="random">The source; one with a fixed seed gives the same hash each time, for tests.</param>
    public static KeyHash Create(RandomNumberGenerator random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new KeyHash(KeySecret.Create(random));
    }

    /// <summary>The hash of a text, by its UTF-16 code units.</summary>
    public UInt128 Of(string? value) => value is null ? Null : Content(MemoryMarshal.AsBytes(value.AsSpan()), KeyKind.Text);

    /// <summary>The hash of bytes.</summary>
    public UInt128 Of(byte[]? value) => value is null ? Null : Content(value, KeyKind.Bytes);

    /// <summary>The hash of bytes.</summary>
    public UInt128 Of(ReadOnlySpan<byte> value) => Content(value, KeyKind.Bytes);

    /// <summary>The hash of a number.</summary>
    public UInt128 Of(long value) => Number((ulong)value, KeyKind.Signed);

    /// <summary>The hash of a number.</summary>
    public UInt128 Of(ulong value) => Number(value, KeyKind.Unsigned);

    /// <summary>The hash of a number: 0 and -0 are one value, and so are all NaN values.</summary>
    public UInt128 Of(double value) =>
        Number(BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : double.IsNaN(value) ? double.NaN : value), KeyKind.Float);

    /// <summary>The hash of a number: equal numbers are one value, regardless of trailing zeros.</summary>
    public UInt128 Of(decimal value) => Wide(CanonicalDecimal.Of(value), KeyKind.Decimal, sizeof(decimal));

    /// <summary>The hash of a Boolean.</summary>
    public UInt128 Of(bool value) => Number(value ? 1UL : 0UL, KeyKind.Boolean);

    /// <summary>The hash of a UUID.</summary>
    public UInt128 Of(Guid value) => Wide(Unsafe.BitCast<Guid, UInt128>(value), KeyKind.Uuid, 16);

    /// <summary>The hash of an instant, regardless of its offset.</summary>
    public UInt128 Of(DateTimeOffset value) => Number((ulong)value.UtcTicks, KeyKind.Instant);

    /// <summary>The hash of a date and time, regardless of its kind, as in a comparison.</summary>
    public UInt128 Of(DateTime value) => Number((ulong)value.Ticks, KeyKind.DateTime);

    /// <summary>The hash of a date.</summary>
    public UInt128 Of(DateOnly value) => Number((ulong)value.DayNumber, KeyKind.Date);

    /// <summary>The hash of a time of day.</summary>
    public UInt128 Of(TimeOnly value) => Number((ulong)value.Ticks, KeyKind.TimeOfDay);

    /// <summary>The hash of a duration.</summary>
    public UInt128 Of(TimeSpan value) => Number((ulong)value.Ticks, KeyKind.Duration);

    /// <summary>The hash of a composite key: the hash of its first parts, and that of its next one.</summary>
    public UInt128 Of(UInt128 first, UInt128 second)
    {
        ReadOnlySpan<UInt128> block = [first, second];
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(block), _pairSeed);
    }

    private UInt128 Number(ulong value, KeyKind kind)
    {
        var block = new UInt128(_kinds[(int)kind], value);
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in block)), _numberSeed);
    }

    private UInt128 Content(ReadOnlySpan<byte> value, KeyKind kind) => Wide(XxHash128.HashToUInt128(value, _contentSeed), kind, value.Length);

    private UInt128 Wide(UInt128 value, KeyKind kind, int length)
    {
        var block = value ^ new UInt128(_kinds[(int)kind], (ulong)length);
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in block)), _wideSeed);
    }
}
