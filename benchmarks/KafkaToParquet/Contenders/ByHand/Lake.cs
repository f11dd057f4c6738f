using System.Globalization;
using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace KafkaToParquet.Contenders.ByHand;

/// <summary>A folder of Parquet files, partitioned by hour.</summary>
internal sealed class Lake
{
    private readonly string _root;
    private int _files;

    public Lake(string root)
    {
        _root = root;
        Directory.CreateDirectory(Path.Combine(root, "_windows"));
        Directory.CreateDirectory(Path.Combine(root, "_temporary"));
    }

    public static ParquetOptions Options
    {
        get
        {
            var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
            options.ColumnEncodingHints["event_type"] = EncodingHint.Dictionary;
            return options;
        }
    }

    public LakeFile Open(long window)
    {
        var start = new DateTime(window, DateTimeKind.Utc);
        var folder = Path.Combine(_root, start.ToString("'hour='yyyyMMddHH", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        var name = start.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + string.Create(CultureInfo.InvariantCulture, $"-{++_files:d6}.parquet");
        return new LakeFile(Path.Combine(_root, "_temporary", name), Path.Combine(folder, name));
    }

    public async Task WriteStatisticsAsync(IReadOnlyList<Window> windows)
    {
        if (windows.Count == 0)
        {
            return;
        }

        DataField[] fields = [Time("from"), Time("to"), new DataField<long>("events"), new DataField<long>("users")];
        var path = Path.Combine(_root, "_windows", string.Create(CultureInfo.InvariantCulture, $"{windows.Min(static w => w.Start)}-{++_files:d6}.parquet"));
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync<DateTime>(fields[0], windows.Select(static w => new DateTime(w.Start, DateTimeKind.Utc)).ToArray());
        await group.WriteAsync<DateTime>(fields[1], windows.Select(static w => new DateTime(w.End, DateTimeKind.Utc)).ToArray());
        await group.WriteAsync<long>(fields[2], windows.Select(static w => w.Events).ToArray());
        await group.WriteAsync<long>(fields[3], windows.Select(static w => w.Users).ToArray());
    }

    public static DateTimeDataField Time(string name) => new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros);
}
