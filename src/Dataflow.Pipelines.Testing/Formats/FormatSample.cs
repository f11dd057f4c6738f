namespace Dataflow.Pipelines.Testing.Formats;

/// <summary>A record with a nullable member of every type that a record can have, and some members that are not nullable.</summary>
/// <remarks>
/// Times are UTC in whole microseconds, and a decimal has at most 18 digits, 6 of them after the point: every format should preserve these.
/// A format with narrower types uses a contract with its own record.
/// </remarks>
[Record]
public readonly partial record struct FormatSample(
    bool? Flag,
    sbyte? Int8,
    short? Int16,
    int? Int32,
    long? Int64,
    byte? UInt8,
    ushort? UInt16,
    uint? UInt32,
    ulong? UInt64,
    float? Float32,
    double? Float64,
    [Decimal(18, 6)] decimal? Amount,
    Guid? Uuid,
    DateTimeOffset? At,
    DateTime? Utc,
    DateOnly? Day,
    TimeOnly? Clock,
    TimeSpan? Lasted,
    string? Text,
    byte[]? Bytes,
    ReadOnlyMemory<byte>? Memory,
    FormatSampleKind? Kind,
    FormatSamplePart? Part,
    long Number,
    string Name,
    byte[] Content,
    FormatSampleKind Sort,
    FormatSamplePart Whole)
{
    private const string Characters = "a Z0,;\"'\\\t\r\n/<>{}|é数🦆\u0001";

    /// <summary>Limits of the ranges, empty values, long values and nulls.</summary>
    public static IReadOnlyList<FormatSample> Boundaries { get; } =
    [
        new()
        {
            Name = "", Content = [], Whole = new("", null),
        },
        new(
            false, sbyte.MinValue, short.MinValue, int.MinValue, long.MinValue, 0, 0, 0, 0, float.MinValue, double.NegativeInfinity, -999_999_999_999.999999m,
            Guid.Empty, DateTimeOffset.MinValue, DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), DateOnly.MinValue, TimeOnly.MinValue,
            TimeSpan.FromDays(-10_000), "", [], ReadOnlyMemory<byte>.Empty, FormatSampleKind.None, new("", int.MinValue), long.MinValue, " ", [0], FormatSampleKind.HalfOpen, new(",", 0)),
        new(
            true, sbyte.MaxValue, short.MaxValue, int.MaxValue, long.MaxValue, byte.MaxValue, ushort.MaxValue, uint.MaxValue, ulong.MaxValue, float.MaxValue, double.NaN,
            999_999_999_999.999999m, Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100"), new(3155378975999999990, TimeSpan.Zero), new(3155378975999999990, DateTimeKind.Utc),
            DateOnly.MaxValue, new(863_999_999_990), TimeSpan.FromDays(10_000), new string('x', 100_000), new byte[70_000], new byte[] { 0, 255, 10, 13, 34 },
            FormatSampleKind.Closed, new("数据 \"清洗\"", int.MaxValue), long.MaxValue, "\"", [255], FormatSampleKind.Closed, new("\r\n", -1)),
        new(
            true, -1, -1, -1, -1, 1, 1, 1, 1, float.Epsilon, -0.0, 0.000001m, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), DateTimeOffset.UnixEpoch.AddTicks(-10),
            DateTime.UnixEpoch.AddTicks(10), new(1969, 12, 31), new(12, 30), TimeSpan.FromTicks(-10), "null", [34, 34], new byte[] { 44 }, FormatSampleKind.HalfOpen,
            new("null", null), 0, "a,\"b\"\n", [10], FormatSampleKind.None, new(" x ", 7)),
        new(
            null, null, null, null, null, null, null, null, null, float.NaN, double.Epsilon, null, null, null, null, null, null, null, "\u0001\t\\", null, null, null, null,
            1, "🦆", [1], FormatSampleKind.None, new("é", 1)),
    ];

    /// <summary>A record with random values.</summary>
    public static FormatSample Any(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new(
            Or(random, random.Next(2) == 0), Or(random, (sbyte)random.Next()), Or(random, (short)random.Next()), Or(random, random.Next()), Or(random, random.NextInt64()),
            Or(random, (byte)random.Next()), Or(random, (ushort)random.Next()), Or(random, (uint)random.Next()), Or(random, (ulong)random.NextInt64() * 2),
            Or(random, random.NextSingle() * 1e9f), Or(random, random.NextDouble() * 1e-9), Or(random, random.NextInt64(1_000_000_000_000_000) / 1_000_000m), Or(random, Uuid16(random)),
            Or(random, new DateTimeOffset(Microseconds(random), TimeSpan.Zero)), Or(random, new DateTime(Microseconds(random), DateTimeKind.Utc)),
            Or(random, DateOnly.FromDayNumber(random.Next(3_000_000))), Or(random, new TimeOnly(random.NextInt64(86_400_000_000) * 10)),
            Or(random, TimeSpan.FromMicroseconds(random.NextInt64(-1_000_000_000_000, 1_000_000_000_000))),
            random.Next(4) == 0 ? null : Word(random), random.Next(4) == 0 ? null : Block(random), random.Next(4) == 0 ? null : Block(random),
            Or(random, (FormatSampleKind)random.Next(3)), Or(random, Pair(random)), random.NextInt64(), Word(random), Block(random), (FormatSampleKind)random.Next(3), Pair(random));
    }

    private static T? Or<T>(Random random, T value)
        where T : struct => random.Next(4) == 0 ? null : value;

    private static FormatSamplePart Pair(Random random) => new(Word(random), Or(random, random.Next()));

    private static long Microseconds(Random random) => random.NextInt64(DateTime.MaxValue.Ticks / 10) * 10;

    // Of complete characters: half a surrogate pair is not a valid text.
    private static string Word(Random random)
    {
        System.Text.Rune[] runes = [.. Characters.EnumerateRunes()];
        return string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => runes[random.Next(runes.Length)]));
    }

    private static byte[] Block(Random random)
    {
        var bytes = new byte[random.Next(12)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static Guid Uuid16(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
