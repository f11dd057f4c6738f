using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Parquet.Tests.Parquet;

public sealed class ParquetPartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Columns_have_the_types_that_readers_expect()
    {
        var path = await WriteAsync(new EveryType[] { default });

        string[] types = [.. DuckDbSql.Rows("SELECT column_type FROM (DESCRIBE SELECT * FROM read_parquet($1))".Replace("$1", DuckDbSql.Literal(path), StringComparison.Ordinal)).Select(r => (string)r[0]!)];

        Assert.Equal(
            [
                "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE", "DECIMAL(38,18)",
                "TIMESTAMP WITH TIME ZONE", "DATE", "TIME", "BIGINT", "UUID", "VARCHAR", "BLOB",
            ],
            types);
    }

    [Fact]
    public async Task Texts_around_the_inline_limit_are_restored_for_characters_of_one_to_four_bytes()
    {
        string[] characters = ["a", "é", "数", "🦆"];
        EveryType[] records = [.. from c in characters from length in Enumerable.Range(0, 30) select new EveryType { Text = string.Concat(Enumerable.Repeat(c, length)) }];
        records = [.. records, new EveryType { Text = new string('x', 100_000) }, new EveryType { Text = "nul \0 inside" }];
        var path = await WriteAsync(records);

        Assert.Equal(records.Select(r => (object?)r.Text), DuckDbSql.Rows("SELECT text FROM read_parquet($1)", path).Select(r => r[0]));
    }

    [Fact]
    public async Task Half_a_surrogate_becomes_the_replacement_character_and_never_null()
    {
        var path = await WriteAsync(new EveryType[] { new() { Text = "a\ud83d" }, new() { Text = "\ude00 and more than twelve" } });

        Assert.Equal(["a\ufffd", "\ufffd and more than twelve"], DuckDbSql.Rows("SELECT text FROM read_parquet($1)", path).Select(r => r[0]));
    }

    [Fact]
    public async Task Only_the_chosen_rows_of_a_batch_are_written_and_the_batch_returns_to_its_pool()
    {
        BatchPool<Click> pool = new();
        Click[] clicks = [.. Enumerable.Range(0, RecordBatch<Click>.Capacity).Select(Click.Number)];
        int[] odd = [.. Enumerable.Range(0, clicks.Length).Where(n => n % 2 == 1)];
        int[] middle = [.. Enumerable.Range(100, 50)];
        var path = _folder.File("chosen.parquet");
        await using (var part = Format<Click>().Create(path))
        {
            foreach (var rows in new[] { odd, middle, [], [0] })
            {
                var batch = Batches.Of(pool, clicks);
                int[] given = [.. rows];
                await Within.TimeOf(part.WriteAsync(batch, given, CancellationToken.None).AsTask(), "room for the next batch");
                Array.Fill(given, int.MaxValue);
                batch.Release();
            }

            var expected = odd.Length + middle.Length + clicks.Length + 1;
            Assert.Equal(expected, await Within.TimeOf(part.CompleteAsync(CancellationToken.None).AsTask(), "the part is complete"));
        }

        Assert.Equal(0, pool.Outstanding);
        Click[] written = [.. odd.Select(n => clicks[n]), .. clicks[100..150], .. clicks, clicks[0]];
        Assert.Equal(written, ReadClicks(path));
    }

    [Fact]
    public async Task Rows_keep_their_order_over_many_row_groups()
    {
        const int batches = 300;
        BatchPool<Click> pool = new();
        ParquetFormat<Click> format = new(new ParquetOptions { RowGroupSize = 2048 });
        var path = _folder.File("ordered.parquet");
        await using (var part = format.Create(path))
        {
            for (var b = 0; b < batches; b++)
            {
                var batch = Batches.Of<Click>(pool, [.. Enumerable.Range(b * 1000, 1000).Select(Click.Number)]);
                await Within.TimeOf(part.WriteAsync(batch, default, CancellationToken.None).AsTask(), "room for the next batch");
                batch.Release();
            }

            await Within.TimeOf(part.CompleteAsync(CancellationToken.None).AsTask(), "the part is complete");
        }

        Assert.Equal(0, DuckDbSql.Scalar<long>("SELECT count(*) FROM read_parquet($1, file_row_number = true) WHERE epoch(timestamp) <> file_row_number", path));
        var groups = DuckDbSql.Scalar<long>("SELECT count(DISTINCT row_group_id) FROM parquet_metadata($1)", path);

        // The third batch fills a group and ends it.
        Assert.Equal(batches / 3, groups);
    }

    [Fact]
    public async Task A_row_group_ends_at_its_bytes_where_rows_are_wide()
    {
        BatchPool<EveryType> pool = new();
        ParquetFormat<EveryType> format = new(new ParquetOptions { RowGroupBytes = 1 << 20 });
        var path = _folder.File("wide.parquet");
        await using (var part = format.Create(path))
        {
            for (var b = 0; b < 40; b++)
            {
                var batch = Batches.Of<EveryType>(pool, [.. Enumerable.Range(0, 256).Select(n => new EveryType { Text = new string((char)('a' + n % 26), 2000) })]);
                await Within.TimeOf(part.WriteAsync(batch, default, CancellationToken.None).AsTask(), "room for the next batch");
                batch.Release();
            }

            await Within.TimeOf(part.CompleteAsync(CancellationToken.None).AsTask(), "the part is complete");
        }

        Assert.True(DuckDbSql.Scalar<long>("SELECT count(DISTINCT row_group_id) FROM parquet_metadata($1)", path) >= 4, "20 MB of rows are in fewer than 4 row groups");
    }

    [Theory]
    [InlineData(ParquetCompression.Zstd, "ZSTD")]
    [InlineData(ParquetCompression.Snappy, "SNAPPY")]
    [InlineData(ParquetCompression.Lz4, "LZ4_RAW")]
    [InlineData(ParquetCompression.Gzip, "GZIP")]
    [InlineData(ParquetCompression.Uncompressed, "UNCOMPRESSED")]
    public async Task A_file_has_the_compression_of_the_options(ParquetCompression compression, string expected)
    {
        var path = await WriteAsync<Click>([Click.Number(1)], new ParquetOptions { Compression = compression });

        Assert.Equal(expected, DuckDbSql.Scalar<string>("SELECT any_value(compression) FROM parquet_metadata($1)", path));
        Assert.Equal([Click.Number(1)], ReadClicks(path));
    }

    [Fact]
    public async Task Texts_that_repeat_have_a_dictionary_and_others_none()
    {
        Click[] clicks = [.. Enumerable.Range(0, 100_000).Select(Click.Number)];
        var path = await WriteAsync<Click>(clicks);

        Assert.Equal("PLAIN, RLE", Encodings(path, "event_id"));
        Assert.Contains("PLAIN_DICTIONARY", Encodings(path, "event_type"), StringComparison.Ordinal);
        Assert.Equal(clicks, ReadClicks(path));
    }

    [Fact]
    public async Task A_part_that_is_not_completed_leaves_no_file_and_holds_no_batch()
    {
        BatchPool<Click> pool = new();
        var part = Format<Click>().Create(_folder.File("left.parquet"));
        for (var i = 0; i < 100; i++)
        {
            var batch = Batches.Of<Click>(pool, [.. Enumerable.Range(0, 1000).Select(Click.Number)]);
            await Within.TimeOf(part.WriteAsync(batch, default, CancellationToken.None).AsTask(), "room for the next batch");
            batch.Release();
        }

        await Within.TimeOf(part.DisposeAsync().AsTask(), "the part is disposed");

        Assert.Empty(_folder.Files());
        Assert.Equal(0, pool.Outstanding);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error_with_the_path_and_holds_no_batch()
    {
        BatchPool<Click> pool = new();
        File.WriteAllText(_folder.File("not-a-folder"), "");
        var path = _folder.File("not-a-folder/a.parquet");
        await using var part = Format<Click>().Create(path);

        var error = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var batch = Batches.Of(pool, Click.Number(i));
                try
                {
                    await Within.TimeOf(part.WriteAsync(batch, default, CancellationToken.None).AsTask(), "room for the next batch");
                }
                finally
                {
                    batch.Release();
                }
            }

            // A few rows are written only at the end.
            await Within.TimeOf(part.CompleteAsync(CancellationToken.None).AsTask(), "the part ends");
        });

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("Check that the folder can be written to", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConnectorException>(() => Within.TimeOf(part.CompleteAsync(CancellationToken.None).AsTask(), "the part ends"));
        Assert.Equal(0, pool.Outstanding);
    }

    [Fact]
    public async Task Many_parts_are_read_as_one_table_with_their_partition()
    {
        for (var hour = 0; hour < 5; hour++)
        {
            Directory.CreateDirectory(_folder.File($"hour=202611220{hour}"));
            for (var p = 0; p < 4; p++)
            {
                await WriteAsync<Click>([.. Enumerable.Range(0, 100 * hour).Select(Click.Number)], file: $"hour=202611220{hour}/part-{p}.parquet");
            }
        }

        var rows = DuckDbSql.Rows(
            "SELECT hour::VARCHAR, count(*), count(DISTINCT event_id) FROM read_parquet($1, hive_partitioning = true) GROUP BY ALL ORDER BY ALL", _folder.File("hour=*/*.parquet"));

        Assert.Equal([.. Enumerable.Range(1, 4).Select(h => new object?[] { $"202611220{h}", 400L * h, 100L * h })], rows);
    }

    private static string Encodings(string path, string column) =>
        DuckDbSql.Scalar<string>($"SELECT any_value(encodings::VARCHAR) FROM parquet_metadata($1) WHERE path_in_schema = '{column}'", path);

    private static ParquetFormat<T> Format<T>()
        where T : struct, IRecord<T> => new(new ParquetOptions());

    private static IEnumerable<Click> ReadClicks(string path) =>
        DuckDbSql.Rows("SELECT event_id, user_id, event_type, timestamp, dwell_time FROM read_parquet($1)", path)
            .Select(r => new Click((string)r[0]!, (string)r[1]!, (string)r[2]!, (DateTimeOffset)r[3]!, (double)r[4]!));

    private async Task<string> WriteAsync<T>(T[] records, ParquetOptions? options = null, string file = "a.parquet")
        where T : struct, IRecord<T>
    {
        BatchPool<T> pool = new();
        var path = _folder.File(file);
        await using var part = new ParquetFormat<T>(options ?? new()).Create(path);
        foreach (var chunk in records.Chunk(RecordBatch<T>.Capacity))
        {
            var batch = Batches.Of<T>(pool, chunk);
            await Within.TimeOf(part.WriteAsync(batch, default, CancellationToken.None).AsTask(), "room for the next batch");
            batch.Release();
        }

        Assert.Equal(records.Length, await Within.TimeOf(part.CompleteAsync(CancellationToken.None).AsTask(), "the part is complete"));
        Assert.Equal(0, pool.Outstanding);
        return path;
    }
}
