using System.Text;
using Dataflow.Pipelines.Formats.Tests.Trips;
using Dataflow.Pipelines.Testing.Formats;
using DuckDB.NET.Data;

namespace Dataflow.Pipelines.Formats.Tests;

/// <summary>DuckDB reads files of CsvFormat, and CsvFormat reads files of DuckDB.</summary>
public sealed class CsvOfOthersTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void DuckDb_reads_written_files(char delimiter)
    {
        var random = new Random(11);
        FormatSample[] records = [.. FormatSample.Boundaries, .. Enumerable.Range(0, 500).Select(_ => FormatSample.Any(random))];
        CsvFormat<FormatSample> format = new() { Delimiter = delimiter };
        File.WriteAllBytes(_path, [.. records.SelectMany(record => Formats.Write(format, record).Append((byte)'\n'))]);
        var names = FormatSample.Schema.Columns.Select(static c => c.Name).ToArray();

        var rows = Rows(
            $"SELECT * FROM read_csv('{_path}', header = false, auto_detect = false, strict_mode = true, delim = '{delimiter}', quote = '\"', escape = '\"', max_line_size = 4000000, "
            + $"allow_quoted_nulls = false, columns = {{{string.Join(", ", names.Select(static n => $"'{n}': 'VARCHAR'"))}}})");

        Assert.Equal(records.Length, rows.Count);
        for (var i = 0; i < records.Length; i++)
        {
            // Each value is compared separately, from its text.
            var r = records[i];
            Assert.Equal(r.Text, rows[i][Array.IndexOf(names, "text")]);
            Assert.Equal(r.Name, rows[i][Array.IndexOf(names, "name")] ?? "");
            Assert.Equal(r.Int64, Parse(rows[i][Array.IndexOf(names, "int64")], long.Parse));
            Assert.Equal(r.Amount, Parse(rows[i][Array.IndexOf(names, "amount")], static t => decimal.Parse(t, System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Equal(r.Bytes, rows[i][Array.IndexOf(names, "bytes")] is { } base64 ? Convert.FromBase64String(base64) : null);
            Assert.Equal(r.Uuid, Parse(rows[i][Array.IndexOf(names, "uuid")], Guid.Parse));
        }
    }

    [Fact]
    public void Files_of_DuckDb_are_read()
    {
        Rows($"""
            COPY (
                SELECT i AS id, 'rider "' || i || '", é' AS rider, CASE WHEN i % 3 = 0 THEN NULL ELSE (i / 8.0)::DECIMAL(9, 3) END AS fare,
                    TIMESTAMP '2026-03-01 08:00:00' + to_microseconds(i * 1001) AS at, CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'a, "b"' END AS note, i % 5 AS seats,
                    CASE WHEN i % 2 = 0 THEN 'bus' ELSE 'night_train' END AS kind, 'L' || i AS line
                FROM range(1000) t(i) ORDER BY i
            ) TO '{_path}' (HEADER false)
            """);

        var format = Formats.Open<Trip, CsvFormat<Trip>>(default);
        var lines = File.ReadAllLines(_path);
        Assert.Equal(1000, lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            Assert.True(format.TryRead(Encoding.UTF8.GetBytes(lines[i]), out var trip, out var reason), reason);
            Assert.Equal(
                new Trip(
                    i, $"rider \"{i}\", é", i % 3 == 0 ? null : i / 8m, new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(i * 1001), (i % 3) switch { 0 => null, 1 => "", _ => "a, \"b\"" },
                    i % 5, (TripKind)(i % 2), $"L{i}"),
                trip);
        }
    }

    private static T? Parse<T>(string? text, Func<string, T> parse)
        where T : struct => text is null ? null : parse(text);

    private static List<string?[]> Rows(string sql)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string?[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))]);
        }

        return rows;
    }
}
