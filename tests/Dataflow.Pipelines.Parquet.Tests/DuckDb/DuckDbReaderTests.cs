using Dataflow.Pipelines.DuckDb;

namespace Dataflow.Pipelines.Parquet.Tests.DuckDb;

public sealed class DuckDbReaderTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public DuckDbReaderTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    public static TheoryData<string, object?> Values => new()
    {
        { "true", true },
        { "(-128)::TINYINT", sbyte.MinValue },
        { "(-32768)::SMALLINT", short.MinValue },
        { "2147483647::INTEGER", int.MaxValue },
        { "(-9223372036854775808)::BIGINT", long.MinValue },
        { "255::UTINYINT", byte.MaxValue },
        { "65535::USMALLINT", ushort.MaxValue },
        { "4294967295::UINTEGER", uint.MaxValue },
        { "18446744073709551615::UBIGINT", ulong.MaxValue },
        { "170141183460469231731687303715884105727::HUGEINT", Int128.MaxValue },
        { "340282366920938463463374607431768211455::UHUGEINT", UInt128.MaxValue },
        { "1.5::FLOAT", 1.5f },
        { "'NaN'::DOUBLE", double.NaN },
        { "(-1.25)::DECIMAL(4, 2)", -1.25m },
        { "123456.789::DECIMAL(9, 3)", 123456.789m },
        { "123456789012.345678::DECIMAL(18, 6)", 123456789012.345678m },
        { "(-12345678901234567890.123456789)::DECIMAL(38, 9)", -12345678901234567890.123456789m },
        { "''", "" },
        { "'twelve bytes'", "twelve bytes" },
        { "'thirteen byte'", "thirteen byte" },
        { "'数据清洗 é 🦆'", "数据清洗 é 🦆" },
        { "'\\x00\\xFF'::BLOB", new byte[] { 0, 255 } },
        { "'00112233-4455-6677-8899-aabbccddeeff'::UUID", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
        { "DATE '1969-12-31'", new DateOnly(1969, 12, 31) },
        { "TIME '23:59:59.999999'", new TimeOnly(863_999_999_990) },
        { "TIMESTAMP '2026-11-22 01:02:03.000004'", new DateTime(2026, 11, 22, 1, 2, 3, DateTimeKind.Utc).AddMicroseconds(4) },
        { "TIMESTAMP_S '2026-11-22 01:02:03'", new DateTime(2026, 11, 22, 1, 2, 3, DateTimeKind.Utc) },
        { "TIMESTAMP_MS '2026-11-22 01:02:03.004'", new DateTime(2026, 11, 22, 1, 2, 3, 4, DateTimeKind.Utc) },
        { "TIMESTAMP_NS '2026-11-22 01:02:03.0000001'", new DateTime(2026, 11, 22, 1, 2, 3, DateTimeKind.Utc).AddTicks(1) },
        { "TIMESTAMPTZ '2026-11-22 01:02:03.5+08:00'", new DateTimeOffset(2026, 11, 21, 17, 2, 3, 500, TimeSpan.Zero) },
        { "NULL::BIGINT", null },
        { "NULL::VARCHAR", null },
    };

    [Theory, MemberData(nameof(Values))]
    public void A_value_comes_as_its_own_CLR_type(string sql, object? expected)
    {
        using DuckDbReader reader = _connection.Query($"SELECT {sql} AS v");

        Assert.True(reader.Read());
        Assert.Equal("v", reader.ColumnName(0));
        Assert.Equal(expected, reader.GetValue(0));
        Assert.Equal(expected is null, reader.IsNull(0));
        Assert.False(reader.Read());
    }

    public static TheoryData<object?, string> Parameters => new()
    {
        { null, "NULL" },
        { true, "true" },
        { 42, "42" },
        { long.MinValue, "(-9223372036854775808)" },
        { 0.1, "0.1::DOUBLE" },
        { "o'clock; DROP TABLE t", "'o''clock; DROP TABLE t'" },
        { new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(8)), "TIMESTAMPTZ '2026-11-22T00:00:00Z'" },
        { new byte[] { 1, 0, 2 }, "'\\x01\\x00\\x02'::BLOB" },
    };

    [Theory, MemberData(nameof(Parameters))]
    public void A_parameter_is_a_value_and_never_text_of_the_statement(object? value, string literal) =>
        Assert.True(_connection.QueryScalar<bool>($"SELECT ? IS NOT DISTINCT FROM {literal}", value));

    [Fact]
    public void A_missing_parameter_is_refused() =>
        Assert.Contains("has 2 parameter(s), 1 were given", Assert.Throws<ArgumentException>(() => _connection.Query("SELECT ? + ?", 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_come_in_order_over_many_chunks()
    {
        using DuckDbReader reader = _connection.Query("SELECT range, 'row ' || range FROM range(10000)");
        long expected = 0;
        while (reader.Read())
        {
            Assert.Equal(expected, reader.Get<long>(0));
            Assert.Equal($"row {expected}", reader.Get<string>(1));
            expected++;
        }

        Assert.Equal(10_000, expected);
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_reader_that_is_given_up_frees_its_connection()
    {
        using (DuckDbReader reader = _connection.Query("SELECT * FROM range(1000000000)"))
        {
            Assert.True(reader.Read());
        }

        Assert.Equal(1, _connection.QueryScalar<long>("SELECT 1"));
    }

    [Fact]
    public void A_statement_that_fails_while_it_runs_fails_the_read()
    {
        using DuckDbReader reader = _connection.Query("SELECT CASE WHEN range = 500000 THEN error('row 500000 is bad') ELSE range END FROM range(1000000)");

        DuckDbException error = Assert.Throws<DuckDbException>(() =>
        {
            while (reader.Read())
            {
            }
        });

        Assert.Contains("row 500000 is bad", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_widens_and_a_NULL_becomes_a_nullable()
    {
        Assert.Equal(6L, _connection.QueryScalar<long>("SELECT sum(x) FROM (VALUES (1), (2), (3)) t(x)"));
        Assert.Equal(3.0, _connection.QueryScalar<double>("SELECT 3"));
        Assert.Null(_connection.QueryScalar<long?>("SELECT NULL::BIGINT"));
        Assert.Null(_connection.QueryScalar<string?>("SELECT NULL::VARCHAR"));
        Assert.Throws<OverflowException>(() => _connection.QueryScalar<int>("SELECT 3000000000"));
        Assert.Throws<OverflowException>(() => _connection.QueryScalar<long>("SELECT 9223372036854775808::HUGEINT"));
        Assert.Contains("'n' is NULL", Assert.Throws<DuckDbException>(() => _connection.QueryScalar<long>("SELECT NULL::BIGINT AS n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scalar_of_no_rows_is_an_error() =>
        Assert.Contains("gave no row", Assert.Throws<DuckDbException>(() => _connection.QueryScalar<long>("SELECT 1 WHERE false")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_value_is_only_there_while_there_is_a_row()
    {
        using DuckDbReader reader = _connection.Query("SELECT 1");

        Assert.Throws<InvalidOperationException>(() => reader.GetValue(0));
        Assert.True(reader.Read());
        Assert.False(reader.Read());
        Assert.Throws<InvalidOperationException>(() => reader.GetValue(0));
    }

    [Fact]
    public void A_nested_value_says_what_to_do() =>
        Assert.Contains("cast it to VARCHAR", Assert.Throws<NotSupportedException>(() => _connection.QueryScalar<object>("SELECT [1, 2] AS list")).Message, StringComparison.Ordinal);
}
