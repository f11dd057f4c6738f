using System.Globalization;
using ParquetSharp;

namespace Dataflow.Pipelines.Parquet.Tests.Parquet;

/// <summary>Two independent readers, DuckDB's and Arrow's, read exactly the written values.</summary>
public sealed class EveryTypeRoundTripTests : IDisposable
{
    private static readonly EveryType Lowest = new(
        false, sbyte.MinValue, short.MinValue, int.MinValue, long.MinValue, 0, 0, 0, 0, float.MinValue, double.NegativeInfinity, -79_228_162_514.264337593543950335m,
        DateTimeOffset.MinValue, DateOnly.MinValue, TimeOnly.MinValue, TimeSpan.MinValue, Guid.Empty, "", []);

    private static readonly EveryType Highest = new(
        true, sbyte.MaxValue, short.MaxValue, int.MaxValue, long.MaxValue, byte.MaxValue, ushort.MaxValue, uint.MaxValue, ulong.MaxValue, float.Epsilon, double.NaN,
        99_999_999_999_999_999_999.99999999m, DateTimeOffset.MaxValue, DateOnly.MaxValue, TimeOnly.MaxValue, TimeSpan.MaxValue,
        Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100"), "数据清洗 é 🦆", [0, 255, 1]);

    private static readonly EveryType Small = new(
        true, -1, -1, -1, -1, 1, 1, 1, 1, float.NegativeInfinity, -0.0, 0.000000000000000001m,
        DateTimeOffset.UnixEpoch.AddTicks(-1), new(1969, 12, 31), new(863_999_999_990), TimeSpan.FromTicks(-1), Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), new string('x', 100_000), new byte[70_000]);

    private static readonly EveryType Usual = new(
        false, 1, 1, 1, 1, 1, 1, 1, 1, float.NaN, double.PositiveInfinity, 963.019363229999955968m,
        new(2999, 12, 31, 23, 59, 59, TimeSpan.FromHours(-5)), new(2026, 3, 1), new(12, 30), TimeSpan.FromDays(10_000), Guid.Parse("80000000-0000-0000-0000-000000000001"), "nul \0 inside", [7]);

    private static readonly EveryType[] Records = [Lowest, default, Highest, Small, default, Usual, default];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DuckDb_reads_every_type_as_it_was_null_or_not()
    {
        var path = await Parts.WriteAsync(_folder, Records);

        // TIMESTAMPTZ is read as a number: its range is larger than that of DateTime.
        var rows = DuckDbSql.Rows("SELECT * REPLACE (epoch_us(\"at\") AS \"at\") FROM read_parquet($1)", path);

        Assert.Equal(Records.Length, rows.Count);
        for (var i = 0; i < Records.Length; i++)
        {
            var r = Records[i];
            Assert.Equal(
                [
                    r.Flag, r.I8, r.I16, r.I32, r.I64, r.U8, r.U16, r.U32, r.U64, r.F32, r.F64, r.Amount, Microseconds(r.At), r.Day, Clock(r),
                    Lasted(r), r.Id, r.Text, r.Bytes,
                ],
                rows[i]);
            Assert.Equal(r.F64 is { } f ? BitConverter.DoubleToInt64Bits(f) : (long?)null, rows[i][10] is double read ? BitConverter.DoubleToInt64Bits(read) : (long?)null);
        }
    }

    [Fact]
    public async Task Arrow_reads_every_type_as_it_was_null_or_not()
    {
        var path = await Parts.WriteAsync(_folder, Records);

        using ParquetFileReader file = new(path);
        using var group = file.RowGroup(0);
        Assert.Equal(Records.Select(static r => r.Flag), Read<bool?>(group, 0));
        Assert.Equal(Records.Select(static r => r.I8), Read<sbyte?>(group, 1));
        Assert.Equal(Records.Select(static r => r.I16), Read<short?>(group, 2));
        Assert.Equal(Records.Select(static r => r.I32), Read<int?>(group, 3));
        Assert.Equal(Records.Select(static r => r.I64), Read<long?>(group, 4));
        Assert.Equal(Records.Select(static r => r.U8), Read<byte?>(group, 5));
        Assert.Equal(Records.Select(static r => r.U16), Read<ushort?>(group, 6));
        Assert.Equal(Records.Select(static r => r.U32), Read<uint?>(group, 7));
        Assert.Equal(Records.Select(static r => r.U64), Read<ulong?>(group, 8));
        Assert.Equal(Records.Select(static r => r.F32), Read<float?>(group, 9));
        Assert.Equal(Records.Select(static r => r.F64), Read<double?>(group, 10));
        Assert.Equal(Records.Select(static r => Microseconds(r.At)), Physical(group, 12));
        Assert.Equal(Records.Select(static r => r.Day is { } day ? new Date(day.DayNumber - new DateOnly(1970, 1, 1).DayNumber) : (Date?)null), Read<Date?>(group, 13));
        Assert.Equal(Records.Select(static r => r.Clock is { } clock ? clock.Ticks / 10 : (long?)null), Physical(group, 14));
        Assert.Equal(Records.Select(Lasted), Read<long?>(group, 15));
        Assert.Equal(Records.Select(static r => r.Id), Read<Guid?>(group, 16));
        Assert.Equal(Records.Select(static r => r.Text), Read<string?>(group, 17));
        Assert.Equal(Records.Select(static r => r.Bytes), Read<byte[]?>(group, 18));
    }

    [Theory]
    [InlineData("0.01", "9.99", "-9.99")]
    public async Task Decimals_of_every_width_keep_their_digits(params string[] texts)
    {
        Digits[] records = [.. texts.Select(static t => decimal.Parse(t, CultureInfo.InvariantCulture)).Select(static d => new Digits(d, d * 1000, d * 1_000_000_000_000, d, decimal.MaxValue * Math.Sign(d)))];
        var path = await Parts.WriteAsync(_folder, records);

        Assert.Equal(
            records.Select(static r => (object?[])[r.Narrow, r.Int32, r.Int64, r.Fixed, r.Widest.ToString(CultureInfo.InvariantCulture)]),
            DuckDbSql.Rows("SELECT narrow, int32, int64, fixed, widest::VARCHAR FROM read_parquet($1)", path));
    }

    private static long? Microseconds(DateTimeOffset? at) => at is { } value ? (long)Math.Floor((value.UtcTicks - DateTime.UnixEpoch.Ticks) / 10m) : null;

    private static TimeOnly? Clock(EveryType r) => r.Clock is { } clock ? new TimeOnly(clock.Ticks / 10 * 10) : null;

    private static long? Lasted(EveryType r) => r.Lasted is { } lasted ? (long)Math.Floor(lasted.Ticks / 10m) : null;

    private static T[] Read<T>(RowGroupReader group, int column)
    {
        using var reader = group.Column(column).LogicalReader<T>();
        return reader.ReadAll((int)group.MetaData.NumRows);
    }

    private static long?[] Physical(RowGroupReader group, int column)
    {
        var rows = (int)group.MetaData.NumRows;
        using var reader = (ColumnReader<long>)group.Column(column);
        var levels = new short[rows];
        var values = new long[rows];
        Assert.Equal(rows, reader.ReadBatch(rows, levels, null, values, out _));
        var next = 0;
        return [.. levels.Select(level => level == 1 ? values[next++] : (long?)null)];
    }
}
