using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Dataflow.Pipelines.DuckDb;
using Dataflow.Pipelines.Kafka.Native;
using Dataflow.Pipelines.State;
using Samples;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Contenders;

/// <summary>
/// The sample's job without the engine: one thread reads, decodes, cleans, de-duplicates and sorts rows into windows; each file has a
/// thread of DuckDB's that encodes it. Every five seconds the files are closed and made visible, and then the offsets they cover are
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

    private readonly ContenderOptions options;
    private readonly BatchConsumer consumer;
    private readonly DeadLetters deadLetters;
    private readonly PartitionClock clock;
    private readonly SeenIds seen = new(TimeSpan.FromMinutes(5));
    private readonly Lake lake;
    private readonly Dictionary<long, Window> windows = [];
    private Window? current;
    private Task committing = Task.CompletedTask;
    private long read, undecodable, invalid, testUsers, duplicates, late, rows;

    internal HandWritten(ContenderOptions options)
    {
        this.options = options;
        consumer = new(options);
        deadLetters = new(options);
        clock = new(options.Partitions);
        lake = new(options.Lake);
    }

    public long Read => Interlocked.Read(ref read);

    public IReadOnlyDictionary<string, NodeReport> Nodes => new Dictionary<string, NodeReport>
    {
        ["kafka_source"] = new(read, 0, undecodable, 0, 0, 0),
        ["stream_cleaner"] = new(0, 0, invalid, 0, 0, 0),
        ["not_a_test_user"] = new(0, 0, 0, testUsers, 0, 0),
        ["distinct"] = new(0, rows + late, 0, 0, duplicates, 0),
        ["lake"] = new(0, rows, 0, 0, 0, late),
    };

    public unsafe void Run()
    {
        var committed = Stopwatch.GetTimestamp();
        while (read < options.Count)
        {
            var messages = consumer.Take();
            var now = TimeProvider.System.GetUtcNow().UtcTicks;
            foreach (var message in messages)
            {
                Process((NativeMessage*)message, now);
            }

            clock.Advance(now);
            seen.Forget(clock.Watermark);
            Interlocked.Add(ref read, messages.Length);
            if (Stopwatch.GetElapsedTime(committed) >= CommitInterval)
            {
                committed = Stopwatch.GetTimestamp();
                Commit(closedUntil: clock.Watermark);
            }
        }

        Commit(closedUntil: long.MaxValue);
        committing.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        deadLetters.Dispose();
        consumer.Dispose();
    }

    private unsafe void Process(NativeMessage* message, long now)
    {
        if (EventReader.Read(message->Value, out var row) is { } undecoded)
        {
            undecodable++;
            deadLetters.Write(message, "kafka_source", undecoded);
        }
        else if (row.Ticks > now + (60 * Second))
        {
            undecodable++;
            deadLetters.Write(message, "kafka_source", "event time is more than 1 minute ahead");
        }
        else
        {
            clock.Observe(message->Partition, row.Ticks);
            if (Validate(in row) is { } wrong)
            {
                invalid++;
                deadLetters.Write(message, "stream_cleaner", wrong);
                return;
            }

            row.EventId = Text.Clean(row.EventId);
            row.UserId = Text.Clean(row.UserId);
            row.EventType = Text.Name(row.EventType);
            if (row.UserId.StartsWith("test_", StringComparison.Ordinal))
            {
                testUsers++;
            }
            else if (!seen.TryAdd(Keys.Of(row.EventId), row.Ticks))
            {
                duplicates++;
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
        if (current is null || row.Ticks < current.Start || row.Ticks >= current.End)
        {
            var start = row.Ticks - (row.Ticks % options.Window.Ticks);
            if (start + options.Window.Ticks <= clock.Watermark)
            {
                late++;
                return;
            }

            if (!windows.TryGetValue(start, out current))
            {
                windows[start] = current = new Window(start, start + options.Window.Ticks, lake);
            }
        }
        else if (current.End <= clock.Watermark)
        {
            late++;
            return;
        }

        rows++;
        current.Add(in row);
    }

    // Files first, then offsets; beside the loop, one at a time.
    private void Commit(long closedUntil)
    {
        committing.GetAwaiter().GetResult();
        var files = windows.Values.Select(static window => window.TakeFile()).OfType<LakeFile>().ToArray();
        Window[] closed = [.. windows.Values.Where(window => window.End <= closedUntil)];
        foreach (var window in closed)
        {
            windows.Remove(window.Start);
        }

        current = null;
        var positions = consumer.Next.ToArray();
        committing = Task.Run(async () =>
        {
            foreach (var file in files)
            {
                await file.PublishAsync();
            }

            lake.WriteStatistics(closed);
            deadLetters.Flush();
            consumer.Commit(positions);
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
        private readonly long[] latest;
        private readonly long[] activeAt;

        public PartitionClock(int partitions)
        {
            latest = new long[partitions];
            activeAt = new long[partitions];
            activeAt.AsSpan().Fill(TimeProvider.System.GetUtcNow().UtcTicks);
        }

        public long Watermark { get; private set; }

        public void Observe(int partition, long ticks)
        {
            if (ticks > latest[partition])
            {
                latest[partition] = ticks;
                activeAt[partition] = 0;
            }
        }

        public void Advance(long now)
        {
            var least = long.MaxValue;
            for (var i = 0; i < latest.Length; i++)
            {
                // 0: it had a record since the last call.
                activeAt[i] = activeAt[i] == 0 ? now : activeAt[i];
                if (now - activeAt[i] < 30 * Second)
                {
                    least = Math.Min(least, latest[i]);
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
        private readonly List<(long End, HashSet<UInt128> Ids)> minutes = [];

        public bool TryAdd(UInt128 id, long ticks)
        {
            var end = ticks - (ticks % (60 * Second)) + (60 * Second);
            HashSet<UInt128>? own = null;
            foreach (var (minute, ids) in minutes)
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
                own = new HashSet<UInt128>(minutes.Count == 0 ? 0 : minutes.Max(static m => m.Ids.Count));
                minutes.Add((end, own));
            }

            return own.Add(id);
        }

        public void Forget(long watermark) => minutes.RemoveAll(minute => minute.End + within.Ticks <= watermark);
    }

    /// <summary>A window of event time: its statistics, and the file that its rows go to.</summary>
    private sealed class Window(long start, long end, Lake lake)
    {
        private readonly HashSet<UInt128> users = [];
        private LakeFile? file;
        private RowBatch? batch;

        public long Start { get; } = start;

        public long End { get; } = end;

        public long Events { get; private set; }

        public long Users => users.Count;

        public void Add(in Row row)
        {
            Events++;
            users.Add(Keys.Of(row.UserId));
            batch ??= lake.Rent();
            batch.Rows[batch.Count++] = row;
            if (batch.Count == batch.Rows.Length)
            {
                Send();
            }
        }

        /// <summary>The file with all rows so far; the next row begins another.</summary>
        public LakeFile? TakeFile()
        {
            if (batch is not null)
            {
                Send();
            }

            var taken = file;
            file = null;
            return taken;
        }

        private void Send()
        {
            file ??= lake.Open(Start);
            file.Write(batch!);
            batch = null;
        }
    }

    /// <summary>Rows on their way to a file.</summary>
    private sealed class RowBatch
    {
        public readonly Row[] Rows = new Row[DuckDbChunk.Capacity];
        public int Count;
    }

    /// <summary>A folder of Parquet files, by the hour.</summary>
    private sealed class Lake : IChunkFiller<RowBatch>
    {
        private const string CopyOptions = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 3840, ROW_GROUP_SIZE 61440, ROW_GROUP_SIZE_BYTES 8388608, USE_TMP_FILE false";
        private readonly ConcurrentBag<RowBatch> pool = [];
        private readonly string root;
        private int files;

        private readonly DuckDbDatabase database = DuckDbDatabase.Open(options: new DuckDbOptions
        {
            Threads = 1,
            Settings = new Dictionary<string, string> { ["preserve_insertion_order"] = "false" },
        });

        public Lake(string root)
        {
            this.root = root;
            Directory.CreateDirectory(Path.Combine(root, "_windows"));
            Directory.CreateDirectory(Path.Combine(root, "_temporary"));
        }

        public IReadOnlyList<DuckDbColumn> Columns { get; } =
        [
            new("event_id", DuckDbType.Text), new("user_id", DuckDbType.Text), new("event_type", DuckDbType.Text),
            new("timestamp", DuckDbType.Instant), new("dwell_time", DuckDbType.Float64),
        ];

        public RowBatch Rent() => pool.TryTake(out var batch) ? batch : new RowBatch();

        public LakeFile Open(long window)
        {
            var start = new DateTime(window, DateTimeKind.Utc);
            var folder = Path.Combine(root, start.ToString("'hour='yyyyMMddHH", CultureInfo.InvariantCulture));
            Directory.CreateDirectory(folder);
            var name = start.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + string.Create(CultureInfo.InvariantCulture, $"-{++files:d6}.parquet");
            var temporary = Path.Combine(root, "_temporary", name);
            return new LakeFile(DuckDbCopy<RowBatch>.Start(database, temporary, CopyOptions, this), temporary, Path.Combine(folder, name));
        }

        public int Fill(in RowBatch batch, int from, DuckDbChunk chunk)
        {
            var rows = batch.Rows.AsSpan(from, Math.Min(batch.Count - from, chunk.Free));
            chunk.BeginRows(rows.Length);
            var times = chunk.Values<long>(3);
            var dwellTimes = chunk.Values<double>(4);
            for (var i = 0; i < rows.Length; i++)
            {
                ref var row = ref rows[i];
                chunk.SetText(0, i, row.EventId);
                chunk.SetText(1, i, row.UserId);
                chunk.SetText(2, i, row.EventType);
                times[i] = (row.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
                dwellTimes[i] = row.DwellTime;
            }

            return from + rows.Length == batch.Count ? -1 : from + rows.Length;
        }

        public void Release(RowBatch item)
        {
            item.Count = 0;
            pool.Add(item);
        }

        public void WriteStatistics(IReadOnlyList<Window> windows)
        {
            if (windows.Count == 0)
            {
                return;
            }

            var values = string.Join(", ", windows.Select(static w => string.Create(CultureInfo.InvariantCulture, $"(make_timestamptz({Micros(w.Start)}), make_timestamptz({Micros(w.End)}), {w.Events}, {w.Users})")));
            var path = Path.Combine(root, "_windows", string.Create(CultureInfo.InvariantCulture, $"{windows.Min(static w => w.Start)}-{++files:d6}.parquet"));
            using var connection = database.Connect();
            connection.Execute($"COPY (SELECT * FROM (VALUES {values}) t(\"from\", \"to\", events, users)) TO '{path}' (FORMAT parquet)");
        }

        private static long Micros(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>A file that is being written under a temporary name.</summary>
    private sealed class LakeFile(DuckDbCopy<RowBatch> copy, string temporary, string path)
    {
        /// <summary>Hands rows over; waits where DuckDB is behind.</summary>
        public void Write(RowBatch batch)
        {
            var room = copy.WriteAsync(batch);
            if (!room.IsCompletedSuccessfully)
            {
                room.AsTask().GetAwaiter().GetResult();
            }
        }

        public async Task PublishAsync()
        {
            await copy.CompleteAsync();
            using (var file = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite))
            {
                RandomAccess.FlushToDisk(file);
            }

            File.Move(temporary, path);
        }
    }

    /// <summary>Rejected messages with their bytes, and where they came from and why as headers.</summary>
    private sealed class DeadLetters : IDisposable
    {
        private readonly string topic;
        private readonly byte[] source;
        private readonly IProducer<Null, byte[]> producer;

        public DeadLetters(ContenderOptions options)
        {
            topic = options.Topic + "_dlq";
            source = Encoding.UTF8.GetBytes(options.Topic);
            producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = options.Kafka, EnableIdempotence = true, LingerMs = 50, EnableDeliveryReports = false }).Build();
        }

        public unsafe void Write(NativeMessage* message, string node, string reason)
        {
            var letter = new Message<Null, byte[]>
            {
                Value = message->Value.ToArray(),
                Headers =
                [
                    new Header("topic", source),
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
                    producer.Produce(topic, letter);
                    return;
                }
                catch (ProduceException<Null, byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
                {
                    producer.Poll(TimeSpan.FromMilliseconds(100));
                }
            }
        }

        public void Flush() => producer.Flush();

        public void Dispose() => producer.Dispose();

        private static byte[] Bytes(long number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
    }
}
