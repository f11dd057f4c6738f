using System.IO.Compression;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Parquet.Tests.Parquet;

public sealed class ParquetSinkTests : IDisposable
{
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();
    private readonly BatchPool<Click> _pool = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_window_becomes_visible_as_a_partition_when_it_has_closed_and_an_open_one_does_not()
    {
        await using var writer = await OpenAsync(Sink());

        // One click per second: the first hour is complete, the second has begun.
        await Sinks.WriteAsync(writer, _pool, Enumerable.Range(0, 5000));
        await writer.OnWatermarkAsync(Hour(1), CancellationToken.None);
        await Sinks.CheckpointAsync(writer, 1);

        Assert.Equal(["1970010100"], Partitions());
        Assert.Equal(3600, Rows());

        await Sinks.WriteAsync(writer, _pool, Enumerable.Range(5000, 5000));
        await writer.OnWatermarkAsync(Hour(3), CancellationToken.None);
        await Sinks.CheckpointAsync(writer, 2);

        Assert.Equal(["1970010100", "1970010101", "1970010102"], Partitions());
        Assert.Equal(10_000, Rows());
        Assert.Equal(10_000, Query<long>("SELECT count(DISTINCT event_id) FROM {lake}"));
        Assert.Equal(0, Query<long>("SELECT count(*) FROM {lake} WHERE strftime(timestamp AT TIME ZONE 'UTC', '%Y%m%d%H') <> hour::VARCHAR"));
        Assert.Equal(0, _pool.Outstanding);
    }

    [Fact]
    public async Task More_windows_than_open_files_lose_no_row()
    {
        await using var writer = await OpenAsync(new ParquetSink<Click>(_folder.Path) { PartitionBy = "hour={window_start:yyyyMMddHH}", MaxOpenFiles = 2 });

        // Each batch contains rows of twelve windows in turn.
        await Sinks.WriteAsync(writer, _pool, Enumerable.Range(0, 12_000).Select(static n => (n % 12 * 3600) + (n / 12)));
        await writer.OnWatermarkAsync(Hour(12), CancellationToken.None);
        await Sinks.CheckpointAsync(writer, 1);

        Assert.Equal(12, Partitions().Length);
        Assert.Equal(12_000, Query<long>("SELECT count(DISTINCT event_id) FROM {lake}"));
        Assert.Equal(12_000, Rows());
    }

    [Fact]
    public async Task After_a_crash_the_next_process_continues_from_the_checkpoint_and_deletes_leftovers()
    {
        ReadOnlyMemory<byte> prepared;
        await using (var first = await OpenAsync(Sink()))
        {
            await Sinks.WriteAsync(first, _pool, Enumerable.Range(0, 1000));
            prepared = await Sinks.CheckpointAsync(first, 1);

            // Records of no checkpoint: the next process reads them again.
            await Sinks.WriteAsync(first, _pool, Enumerable.Range(1000, 1000));
            await Within.TimeOf(first.PrepareAsync(2), "the sink prepares the checkpoint that is never completed");
        }

        await using var second = await Sink().OpenAsync(Sinks.Context(OneHour, attempt: 2), CancellationToken.None);
        await second.RecoverAsync([prepared], CancellationToken.None);
        await Sinks.WriteAsync(second, _pool, Enumerable.Range(1000, 1000));
        await second.OnWatermarkAsync(Hour(1), CancellationToken.None);
        await Sinks.CheckpointAsync(second, 2);

        Assert.Equal(2000, Rows());
        Assert.Equal(2000, Query<long>("SELECT count(DISTINCT event_id) FROM {lake}"));
        Assert.Empty(Directory.GetFiles(_folder.File("_pending")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_an_error_with_its_path()
    {
        File.WriteAllText(_folder.File("file"), "");
        ParquetSink<Click> sink = new(_folder.File("file/lake"));
        await using var writer = await sink.OpenAsync(Sinks.Context(null), CancellationToken.None);

        var error = await Assert.ThrowsAsync<ConnectorException>(async () => await writer.RecoverAsync([], CancellationToken.None));

        Assert.Contains(_folder.File("file/lake"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_vanishes_while_it_is_written_is_an_error_with_its_path()
    {
        await using var writer = await OpenAsync(Sink());
        Directory.Delete(_folder.File("_pending"), recursive: true);

        var error = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await Sinks.WriteAsync(writer, _pool, [i]);
            }

            // A few rows are written only at the barrier.
            await Sinks.CheckpointAsync(writer, 1);
        });

        Assert.Contains(_folder.File("_pending"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lake", "user_id={window_start:yyyy}", 8, "makes a column 'user_id', which click already has")]
    [InlineData("lake", "hour={window_end:yyyy}", 8, "'window_end' is not known; did you mean 'window_start'?")]
    [InlineData("lake", "../hour={window_start:yyyy}", 8, "leads out of the sink's directory")]
    [InlineData("lake", "", 0, "MaxOpenFiles is 0")]
    [InlineData(" ", "", 8, "output path is empty")]
    public async Task Wrong_options_are_an_error_at_the_start(string path, string partitionBy, int maxOpenFiles, string expected)
    {
        ParquetSink<Click> sink = new(path) { PartitionBy = partitionBy, MaxOpenFiles = maxOpenFiles };

        var error = await Assert.ThrowsAsync<ConnectorException>(async () => await sink.OpenAsync(Sinks.Context(OneHour), CancellationToken.None));

        Assert.Contains("Parquet sink 'lake'", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 8 << 20, 64 << 20, CompressionLevel.Optimal, "RowGroupSize")]
    [InlineData(2048, 100, 64 << 20, CompressionLevel.Optimal, "RowGroupBytes")]
    [InlineData(2048, 8 << 20, 100, CompressionLevel.Optimal, "BufferBytes")]
    [InlineData(2048, 8 << 20, 64 << 20, CompressionLevel.NoCompression, "CompressionLevel")]
    public async Task A_layout_out_of_its_range_is_an_error_at_the_start_that_names_the_option(int rows, long bytes, long buffer, CompressionLevel level, string option)
    {
        ParquetSink<Click> sink = new(_folder.Path) { RowGroupSize = rows, RowGroupBytes = bytes, BufferBytes = buffer, CompressionLevel = level };

        var error = await Assert.ThrowsAsync<ConnectorException>(async () => await sink.OpenAsync(Sinks.Context(null), CancellationToken.None));

        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_check_creates_and_deletes_a_file()
    {
        var healthy = await new ParquetSink<Click>(_folder.File("lake")).CheckAsync(CancellationToken.None);
        Assert.True(healthy.IsHealthy, healthy.Detail);
        Assert.Empty(_folder.Files());

        File.WriteAllText(_folder.File("file"), "");
        var unhealthy = await new ParquetSink<Click>(_folder.File("file")).CheckAsync(CancellationToken.None);
        Assert.False(unhealthy.IsHealthy);
        Assert.Contains(_folder.File("file"), unhealthy.Detail, StringComparison.Ordinal);
    }

    private static long Hour(int n) => DateTimeOffset.UnixEpoch.AddHours(n).UtcTicks;

    private ParquetSink<Click> Sink() => new(_folder.Path) { PartitionBy = "hour={window_start:yyyyMMddHH}" };

    private static async Task<ISinkWriter<Click>> OpenAsync(ParquetSink<Click> sink)
    {
        var writer = await sink.OpenAsync(Sinks.Context(OneHour), CancellationToken.None);
        await writer.RecoverAsync([], CancellationToken.None);
        return writer;
    }

    private TResult Query<TResult>(string sql) =>
        DuckDbSql.Scalar<TResult>(sql.Replace("{lake}", $"read_parquet({DuckDbSql.Literal(_folder.File("hour=*/*.parquet"))}, hive_partitioning = true)", StringComparison.Ordinal));

    private long Rows() => Query<long>("SELECT count(*) FROM {lake}");

    private string[] Partitions() => [.. Directory.GetDirectories(_folder.Path, "hour=*").Select(static d => Path.GetFileName(d)["hour=".Length..]).Order(StringComparer.Ordinal)];
}
