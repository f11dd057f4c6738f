using Parquet;
using Parquet.Schema;

namespace KafkaToParquet.Contenders.ByHand;

/// <summary>A file that is being written under a temporary name.</summary>
internal sealed class LakeFile(string temporary, string path)
{
    private readonly DataField[] _fields =
    [
        new DataField<string>("event_id", nullable: false), new DataField<string>("user_id", nullable: false), new DataField<string>("event_type", nullable: false),
        Lake.Time("timestamp"), new DataField<double>("dwell_time"),
    ];

    private RowGroup _rows = new();
    private FileStream? _stream;
    private ParquetWriter? _writer;
    private Task _written = Task.CompletedTask;

    /// <summary>Adds a row; waits while the encoder is a row group behind.</summary>
    public void Add(in Row row)
    {
        _rows.Add(in row);
        if (_rows.IsFull)
        {
            Encode();
        }
    }

    public async Task PublishAsync()
    {
        if (_rows.Count > 0)
        {
            Encode();
        }

        await _written;
        await _writer!.DisposeAsync();
        _stream!.Flush(flushToDisk: true);
        await _stream.DisposeAsync();
        File.Move(temporary, path);
    }

    private void Encode()
    {
        _written.GetAwaiter().GetResult();
        var full = _rows;
        _rows = new();
        _written = Task.Run(async () =>
        {
            _stream ??= File.Create(temporary);
            _writer ??= await ParquetWriter.CreateAsync(new ParquetSchema(_fields), _stream, Lake.Options);
            using var group = _writer.CreateRowGroup();
            await full.WriteAsync(group, _fields);
        });
    }
}
