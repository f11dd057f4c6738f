using System.Runtime.InteropServices;
using System.Text.Json;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>
/// The log of keys that a lane remembers: one segment a checkpoint interval, listed in the checkpoints until its last key
/// has expired. Owned by the lane; only fsync happens outside it.
/// </summary>
internal sealed class FingerprintLog(ICheckpointStore store, string name, long attempt, TimeSpan within) : IAsyncDisposable
{
    private const int BufferEntries = 8192;
    private const int EntrySize = 24;

    private readonly byte[] _buffer = new byte[BufferEntries * EntrySize];

    // Touched by the lane, and by the closing of a segment: never both, because one checkpoint is under way at a time.
    private readonly List<FingerprintSegment> _segments = [];
    private int _count;
    private CheckpointFileWriter? _writer;
    private long _entries;
    private long _latest = long.MinValue;
    private int _opened;

    private Span<Entry> Entries => MemoryMarshal.Cast<byte, Entry>(_buffer.AsSpan());

    public void Append(UInt128 key, long ticks)
    {
        if (_count == BufferEntries)
        {
            Spill();
        }

        Entries[_count++] = new Entry((ulong)(key >> 64), (ulong)key, ticks);
        _latest = Math.Max(_latest, ticks);
    }

    /// <summary>Closes the segment; the task makes it durable beside the lane.</summary>
    public Task<BlockSnapshot> SnapshotAsync(long checkpoint, long watermark, CancellationToken cancellationToken)
    {
        if (watermark != long.MinValue)
        {
            _segments.RemoveAll(s => EventTime.Add(s.Latest, within.Ticks) <= watermark);
        }

        if (_count > 0)
        {
            Spill();
        }

        var (closing, closed) = (_writer, new FingerprintSegment(null!, _entries, _latest));
        (_writer, _entries, _latest) = (null, 0, long.MinValue);
        var kept = _segments.ToArray();
        return closing is null
            ? Task.FromResult(Snapshot(checkpoint, watermark, kept))
            : CloseAsync(checkpoint, watermark, closing, closed, kept, cancellationToken);
    }

    /// <summary>Reads the segments of all lanes of the checkpoint; keeps what belongs to this lane now.</summary>
    public async ValueTask RestoreAsync(IReadOnlyList<BlockSnapshot> snapshots, FingerprintSet seen, int lane, int lanes, CancellationToken cancellationToken)
    {
        List<FingerprintState> states = [.. snapshots.Select(static s => JsonSerializer.Deserialize(s.State.Span, CheckpointJson.Default.FingerprintState)!)];
        if (states.Count == 0)
        {
            return;
        }

        // First: what has expired is told by the watermark, and not by the times of other keys.
        seen.Advance(states.Min(static s => s.Watermark));
        foreach (var segment in states.SelectMany(static s => s.Segments))
        {
            // After a change of lanes several name the same segment.
            if (_segments.Exists(s => s.File.Name == segment.File.Name))
            {
                continue;
            }

            await using var stream = await CheckpointReader.OpenAsync(store, segment.File, cancellationToken);
            int read;
            do
            {
                read = await stream.ReadAtLeastAsync(_buffer, _buffer.Length, throwOnEndOfStream: false, cancellationToken);
                Remember(read / EntrySize, seen, lane, lanes);
            }
            while (read == _buffer.Length);

            _segments.Add(segment);
        }
    }

    private static BlockSnapshot Snapshot(long checkpoint, long watermark, IReadOnlyList<FingerprintSegment> segments) => new()
    {
        Checkpoint = checkpoint,
        State = JsonSerializer.SerializeToUtf8Bytes(new FingerprintState(watermark, segments), CheckpointJson.Default.FingerprintState),
        Files = [.. segments.Select(static s => s.File)],
    };

    private async Task<BlockSnapshot> CloseAsync(
        long checkpoint, long watermark, CheckpointFileWriter closing, FingerprintSegment closed, IReadOnlyList<FingerprintSegment> kept, CancellationToken cancellationToken)
    {
        // Off the lane: an fsync takes milliseconds.
        await using (closing)
        {
            closed = closed with { File = await closing.CompleteAsync(cancellationToken) };
        }

        _segments.Add(closed);
        return Snapshot(checkpoint, watermark, [.. kept, closed]);
    }

    private void Remember(int read, FingerprintSet seen, int lane, int lanes)
    {
        foreach (ref readonly var entry in Entries[..read])
        {
            var key = new UInt128(entry.High, entry.Low);
            if (KeyGroups.LaneOf(KeyGroups.Of(key), lanes) == lane)
            {
                seen.TryAdd(key, entry.Ticks, out _);
            }
        }
    }

    private void Spill()
    {
        // A store's writer only copies to the page cache: the lane may wait for it.
        _writer ??= store.Create($"{name}-{attempt:d6}-{++_opened:d6}.keys");
        _writer.Write(_buffer.AsSpan(0, _count * EntrySize));
        _entries += _count;
        _count = 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Entry(ulong high, ulong low, long ticks)
    {
        public readonly ulong High = high;
        public readonly ulong Low = low;
        public readonly long Ticks = ticks;
    }
}
