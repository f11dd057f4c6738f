namespace Dataflow.Pipelines.Parquet.Tests.Parquet;

/// <summary>A filter finds the same rows in a file of many row groups as in a table without statistics: no bound hides a row.</summary>
public sealed class BoundsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("flag")]
    [InlineData("i8")]
    [InlineData("i16")]
    [InlineData("i32")]
    [InlineData("i64")]
    [InlineData("u8")]
    [InlineData("u16")]
    [InlineData("u32")]
    [InlineData("u64")]
    [InlineData("f32")]
    [InlineData("f64")]
    [InlineData("amount")]
    [InlineData("at")]
    [InlineData("day")]
    [InlineData("clock")]
    [InlineData("lasted")]
    [InlineData("id")]
    [InlineData("text")]
    [InlineData("bytes")]
    public async Task A_filter_finds_each_value_in_each_direction(string column)
    {
        var path = await Parts.WriteAsync(_folder, new ParquetOptions { RowGroupSize = 2 }, [.. Records().Chunk(2)]);
        Assert.True(DuckDbSql.Scalar<long>("SELECT count(DISTINCT row_group_id) FROM parquet_metadata($1)", path) > 5);

        foreach (var comparison in new[] { "=", ">=", "<=", ">", "<", "<>", "IS NOT DISTINCT FROM" })
        {
            // Compared with a table in memory. Each value is a constant of the SQL text: readers compare only constants with the bounds.
            var wrong = DuckDbSql.Filtered(path, column, comparison);
            Assert.True(wrong.Count == 0, $"{column} {comparison}: {string.Join("; ", wrong.Select(static w => $"{w[0]} finds {w[1]} of {w[2]} rows"))}");
        }
    }

    [Fact]
    public async Task Bounds_are_written_where_readers_can_use_them()
    {
        EveryType[] records = [.. Enumerable.Range(1, 9).Select(static n => new EveryType
        {
            I32 = n, F64 = n, Amount = n, At = DateTimeOffset.UnixEpoch.AddSeconds(n), Day = new DateOnly(1970, 1, n), Clock = new TimeOnly(n, 0), Id = new Guid(n, 0, 0, new byte[8]), Text = $"t{n}",
        })];
        var path = await Parts.WriteAsync(_folder, records);

        var bounds = DuckDbSql.Rows(
            "SELECT path_in_schema, stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata($1) WHERE path_in_schema IN ('i32', 'f64', 'amount', 'at', 'day', 'clock', 'id', 'text', 'u8')", path);

        Assert.Equal(
            [
                "i32 1 9 0", "u8   9", "f64 1.0 9.0 0", "amount 1.000000000000000000 9.000000000000000000 0",
                "at 1970-01-01 00:00:01+00 1970-01-01 00:00:09+00 0", "day 1970-01-01 1970-01-09 0", "clock 01:00:00 09:00:00 0",
                "id 00000001-0000-0000-0000-000000000000 00000009-0000-0000-0000-000000000000 0", "text t1 t9 0",
            ],
            bounds.Select(static b => string.Join(" ", b)));
    }

    [Fact]
    public async Task A_row_group_with_a_NaN_has_no_bounds_and_zero_bounds_cover_both_zeros()
    {
        var path = await Parts.WriteAsync(
            _folder, new ParquetOptions { RowGroupSize = 1 }, [Number(1), Number(double.NaN)], [Number(double.NaN), Number(1)], [Number(0.0)], [Number(-0.0)], [Number(-0.0), Number(2)]);

        var bounds = DuckDbSql.Rows(
            "SELECT path_in_schema, stats_min_value, stats_max_value FROM parquet_metadata($1) WHERE path_in_schema IN ('f32', 'f64') ORDER BY path_in_schema, row_group_id", path);

        string[] each = [" ", " ", "-0.0 0.0", "-0.0 0.0", "-0.0 2.0"];
        Assert.Equal([.. each.Select(static b => $"f32 {b}"), .. each.Select(static b => $"f64 {b}")], bounds.Select(static b => string.Join(" ", b)));

        static EveryType Number(double value) => new() { F32 = (float)value, F64 = value };
    }

    private static IEnumerable<EveryType> Records()
    {
        // Each group has values from both ends of the order, or none.
        string[] texts = ["", "a", "\uffff", "🦆", "\ue000", "é", "\ud83d", "z", new string('m', 1000), "ｆｕｌｌ"];
        double[] doubles = [0.0, -0.0, double.NaN, 1, -1, double.PositiveInfinity, 5, double.NegativeInfinity, double.Epsilon, double.MaxValue];
        long[] longs = [0, -1, long.MaxValue, 1, long.MinValue, 127, -128, 255, 65_535, 1L << 31];
        for (var i = 0; i < 100; i++)
        {
            var n = i / 10;
            var m = i % 10;
            var number = i % 2 == 0 ? longs[n] : longs[m];
            yield return i % 13 == 0 ? default : new EveryType(
                number > 0, (sbyte)number, (short)number, (int)number, number, (byte)number, (ushort)number, (uint)number, (ulong)number,
                (float)(i % 2 == 0 ? doubles[n] : doubles[m]), i % 2 == 0 ? doubles[n] : doubles[m], (number % 1_000_000_007) * 0.000000001m,
                DateTimeOffset.UnixEpoch.AddTicks(number % (1L << 58)), new DateOnly(1970, 1, 1).AddDays((int)(number % 700_000)), new TimeOnly((number & long.MaxValue) % TimeSpan.TicksPerDay), TimeSpan.FromTicks(number),
                new Guid((uint)number, (ushort)(number >> 3), (ushort)number, (byte)n, (byte)m, 0, 0, 0, 0, 0, 0), i % 2 == 0 ? texts[n] : texts[m], [(byte)n, (byte)m]);
        }
    }
}
