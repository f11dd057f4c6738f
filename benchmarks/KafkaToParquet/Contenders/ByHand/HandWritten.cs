using System.Diagnostics;
using System.Security.Cryptography;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Kafka.Native;
using Samples;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Contenders.ByHand;

/// <summary>
/// The sample's job without the engine: one thread reads, decodes, cleans, de-duplicates and sorts rows into windows; row groups are encoded
/// on the thread pool by Parquet.Net, from arrays by column. Every five seconds the files are closed and made visible, and then the offsets they cover are
/// committed: at least once. The further guarantees of the engine are missing: after a crash the stored ids and the statistics of open windows
/// are lost, rows since the last commit are written again, and a window's files appear before it is closed.
/// </summary>
internal sealed class HandWritten : IContender
{
    // The hash function of the engine: all contenders use the same one.
    internal static readonly KeyHash Keys = KeyHash.Create(RandomNumberGenerator.Create());
    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(5);
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
        else if (row.Ticks > now + TimeSpan.TicksPerMinute)
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
        // Nearly all rows are in the same window as the previous row.
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

    // Files first, then offsets, on the thread pool; one commit at a time.
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
}
