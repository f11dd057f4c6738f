using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Kafka.Native;
using Parquet;
using Parquet.Schema;
using Samples;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Contenders;

/// <summary>
/// The sample's job without the engine: one thread reads, decodes, cleans, de-duplicates and sorts rows into windows; row groups are encoded
/// on the thread pool by Parquet.Net, from arrays by column. Every five seconds the files are closed and made visible, and then the offsets they cover are
/// committed: at least once. What the engine does beyond that is left out: after a crash the ids seen and the open windows'
/// statistics are forgotten, rows since the last commit are written again, and a window's files appear before it is closed.
/// </summary>
internal sealed class HandWritten : IContender
{
    // As the engine hashes keys: what differs between the contenders is not the hash.
    private static readonly KeyHash Keys = KeyHash.Create(RandomNumberGenerator.Create());
    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(5);
    private static readonly long Second = TimeSpan.TicksPerSecond;
    private static readonly long Earliest = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly ContenderOptions _options;
    private readonly BatchConsumer _consumer;
    private readonly DeadLetters _deadLetters;
    private readonly PartitionClock _clock;
    private readonly SeenIds _seen = new(TimeSpan.FromMinutes(5));
    private readonly Lake _lake;
    private readonly Dictionary<long, Window> _windows = [];
    private Window? _current;
    private Task _committing = Task.CompletedTask;
    private long _read, _undecodable, _invalid, _testUsers, _duplicates, _late, _rows;

    internal HandWritten(ContenderOptions options)
    {
        _options = options;
        _consumer = new(options);
        _deadLetters = new(options);
        _clock = new(options.Partitions);
        _lake = new(options.Lake);
    }

    public long Read => Interlocked.Read(ref _read);

    public IReadOnlyDictionary<string, NodeReport> Nodes => new Dictionary<string, NodeReport>
    {
        ["kafka_source"] = new(_read, 0, _undecodable, 0, 0, 0),
        ["stream_cleaner"] = new(0, 0, _invalid, 0, 0, 0),
        ["not_a_test_user"] = new(0, 0, 0, _testUsers, 0, 0),
        ["distinct"] = new(0, _rows + _late, 0, 0, _duplicates, 0),
        ["lake"] = new(0, _rows, 0, 0, 0, _late),
    };

    public unsafe void Run()
    {
        var committed = Stopwatch.GetTimestamp();
        while (_read < _options.Count)
        {
            var messages = _consumer.Take();
            var now = TimeProvider.System.GetUtcNow().UtcTicks;
            foreach (var message in messages)
            {
                Process((NativeMessage*)message, now);
            }

            _clock.Advance(now);
            _seen.Forget(_clock.Watermark);
            Interlocked.Add(ref _read, messages.Length);
            if (Stopwatch.GetElapsedTime(committed) >= CommitInterval)
            {
                committed = Stopwatch.GetTimestamp();
                Commit(closedUntil: _clock.Watermark);
            }
        }

        Commit(closedUntil: long.MaxValue);
        _committing.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _deadLetters.Dispose();
        _consumer.Dispose();
    }

    private unsafe void Process(NativeMessage* message, long now)
    {
        if (EventReader.Read(message->Value, out var row) is { } undecoded)
        {
            _undecodable++;
            _deadLetters.Write(message, "kafka_source", undecoded);
        }
        else if (row.Ticks > now + (60 * Second))
        {
            _undecodable++;
            _deadLetters.Write(message, "kafka_source", "event time is more than 1 minute ahead");
        }
        else
        {
            _clock.Observe(message->Partition, row.Ticks);
            if (Validate(in row) is { } wrong)
            {
                _invalid++;
                _deadLetters.Write(message, "stream_cleaner", wrong);
                return;
            }

            row.EventId = Text.Clean(row.EventId);
            row.UserId = Text.Clean(row.UserId);
            row.EventType = Text.Name(row.EventType);
            if (row.UserId.StartsWith("test_", StringComparison.Ordinal))
            {
                _testUsers++;
            }
            else if (!_seen.TryAdd(Keys.Of(row.EventId), row.Ticks))
            {
                _duplicates++;
            }
            else
            {
                Place(in row);
            }
        }
    }

    private static string? Validate(in Row row) =>
        row.EventId.Length == 0 ? "event_id is empty"
        : row.UserId.Length == 0 ? "user_id is empty"
        : row.Ticks < Earliest ? "timestamp is before 2020"
        : null;

    private void Place(in Row row)
    {
        // Nearly all rows are of the same window as the one before.
        if (_current is null || row.Ticks < _current.Start || row.Ticks >= _current.End)
        {
            var start = row.Ticks - (row.Ticks % _options.Window.Ticks);
            if (start + _options.Window.Ticks <= _clock.Watermark)
            {
                _late++;
                return;
            }

            if (!_windows.TryGetValue(start, out _current))
            {
                _windows[start] = _current = new Window(start, start + _options.Window.Ticks, _lake);
            }
        }
        else if (_current.End <= _clock.Watermark)
        {
            _late++;
            return;
        }

        _rows++;
        _current.Add(in row);
    }

    // Files first, then offsets; beside the loop, one at a time.
    private void Commit(long closedUntil)
    {
        _committing.GetAwaiter().GetResult();
        var files = _windows.Values.Select(static window => window.TakeFile()).OfType<LakeFile>().ToArray();
        Window[] closed = [.. _windows.Values.Where(window => window.End <= closedUntil)];
        foreach (var window in closed)
        {
            _windows.Remove(window.Start);
        }

        _current = null;
        var positions = _consumer.Next.ToArray();
        _committing = Task.Run(async () =>
        {
            foreach (var file in files)
            {
                await file.PublishAsync();
            }

            await _lake.WriteStatisticsAsync(closed);
            _deadLetters.Flush();
            _consumer.Commit(positions);
        });
    }

    /// <summary>A row of the lake.</summary>
    private struct Row
    {
        public string EventId;
        public string UserId;
        public string EventType;
        public long Ticks;
        public double DwellTime;
    }

    /// <summary>Decodes the JSON of an event.</summary>
    private static class EventReader
    {
        /// <returns>What is wrong; null where nothing is.</returns>
        public static string? Read(ReadOnlySpan<byte> json, out Row row)
        {
            row = new Row { EventType = "unknown", Ticks = -1 };
            var reader = new Utf8JsonReader(json);
            try
            {
                if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                {
                    return "no JSON object";
                }

                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (Member(ref reader, ref row) is { } wrong)
                    {
                        return wrong;
                    }
                }

                // Throws where more follows.
                reader.Read();
            }
            catch (JsonException malformed)
            {
                return "malformed JSON: " + malformed.Message;
            }
            catch (InvalidOperationException)
            {
                return "invalid UTF-8";
            }

            return row.EventId is null ? "event_id is missing" : row.UserId is null ? "user_id is missing" : row.Ticks < 0 ? "timestamp is missing" : null;
        }

        private static string? Member(ref Utf8JsonReader reader, ref Row row)
        {
            if (reader.ValueTextEquals("event_id"u8))
            {
                return TryText(ref reader, ref row.EventId) ? null : "event_id is no text";
            }

            if (reader.ValueTextEquals("user_id"u8))
            {
                return TryText(ref reader, ref row.UserId) ? null : "user_id is no text";
            }

            if (reader.ValueTextEquals("event_type"u8))
            {
                return TryEventType(ref reader, ref row.EventType) ? null : "event_type is no text";
            }

            if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time))
                {
                    row.Ticks = time.UtcTicks;
                    return null;
                }

                return reader.TokenType == JsonTokenType.Null ? null : "timestamp is no date-time";
            }

            if (reader.ValueTextEquals("properties"u8))
            {
                return Properties(ref reader, ref row);
            }

            reader.Read();
            reader.Skip();
            return null;
        }

        private static string? Properties(ref Utf8JsonReader reader, ref Row row)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return reader.TokenType == JsonTokenType.Null ? null : "properties is no object";
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isDwellTime = reader.ValueTextEquals("dwell_time"u8);
                reader.Read();
                if (!isDwellTime)
                {
                    reader.Skip();
                }
                else if (reader.TokenType != JsonTokenType.Null && (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out row.DwellTime)))
                {
                    return "dwell_time is no number";
                }
            }

            return null;
        }

        private static bool TryText(ref Utf8JsonReader reader, ref string text)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                return reader.TokenType == JsonTokenType.Null;
            }

            text = reader.GetString()!;
            return true;
        }

        // Five names are nearly all: those are shared.
        private static bool TryEventType(ref Utf8JsonReader reader, ref string text)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                return reader.TokenType == JsonTokenType.Null;
            }

            var value = reader.ValueSpan;
            text = value.SequenceEqual("click"u8) ? "click"
                : value.SequenceEqual("page_view"u8) ? "page_view"
                : value.SequenceEqual("add_to_cart"u8) ? "add_to_cart"
                : value.SequenceEqual("search"u8) ? "search"
                : value.SequenceEqual("purchase"u8) ? "purchase"
                : reader.GetString()!;
            return true;
        }
    }

    /// <summary>The watermark: ten seconds behind the partition that is furthest behind; one that is idle for 30 seconds does not count.</summary>
    private sealed class PartitionClock
    {
        private readonly long[] _latest;
        private readonly long[] _activeAt;

        public PartitionClock(int partitions)
        {
            _latest = new long[partitions];
            _activeAt = new long[partitions];
            _activeAt.AsSpan().Fill(TimeProvider.System.GetUtcNow().UtcTicks);
        }

        public long Watermark { get; private set; }

        public void Observe(int partition, long ticks)
        {
            if (ticks > _latest[partition])
            {
                _latest[partition] = ticks;
                _activeAt[partition] = 0;
            }
        }

        public void Advance(long now)
        {
            var least = long.MaxValue;
            for (var i = 0; i < _latest.Length; i++)
            {
                // 0: it had a record since the last call.
                _activeAt[i] = _activeAt[i] == 0 ? now : _activeAt[i];
                if (now - _activeAt[i] < 30 * Second)
                {
                    least = Math.Min(least, _latest[i]);
                }
            }

            if (least != long.MaxValue)
            {
                Watermark = Math.Max(Watermark, least - (10 * Second));
            }
        }
    }

    /// <summary>The ids of the last minutes: a set of hashes for each minute of event time, which is thrown away as a whole.</summary>
    private sealed class SeenIds(TimeSpan within)
    {
        private readonly List<(long End, HashSet<UInt128> Ids)> _minutes = [];

        public bool TryAdd(UInt128 id, long ticks)
        {
            var end = ticks - (ticks % (60 * Second)) + (60 * Second);
            HashSet<UInt128>? own = null;
            foreach (var (minute, ids) in _minutes)
            {
                if (minute == end)
                {
                    own = ids;
                }
                else if (ids.Contains(id))
                {
                    return false;
                }
            }

            if (own is null)
            {
                // As many as the fullest minute: no growing on the way.
                own = new HashSet<UInt128>(_minutes.Count == 0 ? 0 : _minutes.Max(static m => m.Ids.Count));
                _minutes.Add((end, own));
            }

            return own.Add(id);
        }

        public void Forget(long watermark) => _minutes.RemoveAll(minute => minute.End + within.Ticks <= watermark);
    }

    /// <summary>A window of event time: its statistics, and the file that its rows go to.</summary>
    private sealed class Window(long start, long end, Lake lake)
    {
        private readonly HashSet<UInt128> _users = [];
        private LakeFile? _file;

        public long Start { get; } = start;

        public long End { get; } = end;

        public long Events { get; private set; }

        public long Users => _users.Count;

        public void Add(in Row row)
        {
            Events++;
            _users.Add(Keys.Of(row.UserId));
            _file ??= lake.Open(Start);
            _file.Add(in row);
        }

        /// <summary>The file with all rows so far; the next row begins another.</summary>
        public LakeFile? TakeFile()
        {
            var taken = _file;
            _file = null;
            return taken;
        }
    }

    /// <summary>The rows of a row group by column, in arrays of the pool.</summary>
    private sealed class RowGroup
    {
        private const int Capacity = 61_440;
        private readonly ReadOnlyMemory<char>[] _eventIds = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(Capacity);
        private readonly ReadOnlyMemory<char>[] _userIds = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(Capacity);
        private readonly ReadOnlyMemory<char>[] _eventTypes = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(Capacity);
        private readonly DateTime[] _timestamps = ArrayPool<DateTime>.Shared.Rent(Capacity);
        private readonly double[] _dwellTimes = ArrayPool<double>.Shared.Rent(Capacity);

        public int Count { get; private set; }

        public bool IsFull => Count == Capacity;

        public void Add(in Row row)
        {
            _eventIds[Count] = row.EventId.AsMemory();
            _userIds[Count] = row.UserId.AsMemory();
            _eventTypes[Count] = row.EventType.AsMemory();
            _timestamps[Count] = new DateTime(row.Ticks, DateTimeKind.Utc);
            _dwellTimes[Count++] = row.DwellTime;
        }

        public async Task WriteAsync(ParquetRowGroupWriter group, DataField[] fields)
        {
            await group.WriteAsync<ReadOnlyMemory<char>>(fields[0], _eventIds.AsMemory(0, Count));
            await group.WriteAsync<ReadOnlyMemory<char>>(fields[1], _userIds.AsMemory(0, Count));
            await group.WriteAsync<ReadOnlyMemory<char>>(fields[2], _eventTypes.AsMemory(0, Count));
            await group.WriteAsync<DateTime>(fields[3], _timestamps.AsMemory(0, Count));
            await group.WriteAsync<double>(fields[4], _dwellTimes.AsMemory(0, Count));
            ArrayPool<ReadOnlyMemory<char>>.Shared.Return(_eventIds, clearArray: true);
            ArrayPool<ReadOnlyMemory<char>>.Shared.Return(_userIds, clearArray: true);
            ArrayPool<ReadOnlyMemory<char>>.Shared.Return(_eventTypes, clearArray: true);
            ArrayPool<DateTime>.Shared.Return(_timestamps);
            ArrayPool<double>.Shared.Return(_dwellTimes);
        }
    }

    /// <summary>A folder of Parquet files, by the hour.</summary>
    private sealed class Lake
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

    /// <summary>A file that is being written under a temporary name.</summary>
    private sealed class LakeFile(string temporary, string path)
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

        /// <summary>Takes a row; waits where the encoder is a row group behind.</summary>
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

    /// <summary>Rejected messages with their bytes, and where they came from and why as headers.</summary>
    private sealed class DeadLetters : IDisposable
    {
        private readonly string _topic;
        private readonly byte[] _source;
        private readonly IProducer<Null, byte[]> _producer;

        public DeadLetters(ContenderOptions options)
        {
            _topic = options.Topic + "_dlq";
            _source = Encoding.UTF8.GetBytes(options.Topic);
            _producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = options.Kafka, EnableIdempotence = true, LingerMs = 50, EnableDeliveryReports = false }).Build();
        }

        public unsafe void Write(NativeMessage* message, string node, string reason)
        {
            var letter = new Message<Null, byte[]>
            {
                Value = message->Value.ToArray(),
                Headers =
                [
                    new Header("topic", _source),
                    new Header("partition", Bytes(message->Partition)),
                    new Header("offset", Bytes(message->Offset)),
                    new Header("reason", Encoding.UTF8.GetBytes(reason)),
                    new Header("node", Encoding.UTF8.GetBytes(node)),
                    new Header("time", Encoding.UTF8.GetBytes(TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))),
                ],
            };
            while (true)
            {
                try
                {
                    _producer.Produce(_topic, letter);
                    return;
                }
                catch (ProduceException<Null, byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
                {
                    _producer.Poll(TimeSpan.FromMilliseconds(100));
                }
            }
        }

        public void Flush() => _producer.Flush();

        public void Dispose() => _producer.Dispose();

        private static byte[] Bytes(long number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
    }
}
