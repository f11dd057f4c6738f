using System.Runtime.InteropServices;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>
/// The stored keys of a lane, as a declared state: the compact tables of a <see cref="FingerprintSet"/>, and each new key in the checkpoint's
/// log with its event time. Owned by the lane.
/// </summary>
/// <param name="name">Name of the state.</param>
/// <param name="seen">The keys.</param>
/// <param name="within">TTL of a key, in event time.</param>
/// <param name="watermark">The latest watermark of the lane.</param>
internal sealed class FingerprintState(string name, FingerprintSet seen, TimeSpan within, OperatorValue<long> watermark) : AppendOnlyState(name, "fingerprints")
{
    // Entries between two writes of a block.
    private const int BufferEntries = 8192;
    private readonly Entry[] _buffer = new Entry[BufferEntries];
    private StateWriter _writer = null!;
    private int _count;
    private long _latest = long.MinValue;

    public override long Entries => seen.Count;

    public override long Bytes => seen.Bytes;

    /// <summary>Appends a new key to the log.</summary>
    public void Append(UInt128 key, long ticks)
    {
        if (_count == BufferEntries)
        {
            Send();
        }

        _buffer[_count++] = new Entry(key, ticks);
        _latest = Math.Max(_latest, ticks);
    }

    public override void WriteTo(StateWriter writer) => _writer = writer;

    public override long Flush()
    {
        if (_count > 0)
        {
            Send();
        }

        var latest = _latest;
        _latest = long.MinValue;
        return latest;
    }

    public override bool IsExpired(long latest) => seen.Watermark != long.MinValue && EventTime.Add(latest, within.Ticks) <= seen.Watermark;

    public override void WriteAll(StateWriter writer)
    {
        writer.Begin(Index, EntryForm.Keyed, 0, sizeof(long));
        foreach (var (key, ticks) in seen.Entries())
        {
            writer.BeginEntry(key).Write(ticks);
            writer.EndEntry();
        }

        writer.End();
    }

    // First: the watermark determines which keys have expired, not the times of other keys.
    internal override void BeginRestore()
    {
        if (watermark.Restored.Count > 0)
        {
            seen.Advance(watermark.Restored.Min());
        }
    }

    internal override void Read(StateEntryReader entries)
    {
        foreach (ref readonly var entry in MemoryMarshal.Cast<byte, Entry>(entries.Raw))
        {
            seen.TryAdd(entry.Key, entry.Ticks, out _);
        }
    }

    private void Send()
    {
        // The lane's keys are of all its groups: finding the range of each block costs less than reading blocks of other lanes at a restore.
        var (first, last) = (KeyGroups.Count - 1, 0);
        foreach (ref readonly var entry in _buffer.AsSpan(0, _count))
        {
            var group = KeyGroups.Of(entry.Key);
            (first, last) = (Math.Min(first, group), Math.Max(last, group));
        }

        _writer.WriteBlock(Index, sizeof(long), MemoryMarshal.AsBytes(_buffer.AsSpan(0, _count)), first, last);
        _count = 0;
    }

    // Little-endian, as the keys and values of a block are.
    [StructLayout(LayoutKind.Sequential, Pack = 8)]
    private readonly struct Entry(UInt128 key, long ticks)
    {
        private readonly ulong _low = (ulong)key;
        private readonly ulong _high = (ulong)(key >> 64);

        public readonly long Ticks = ticks;

        public UInt128 Key => new(_high, _low);
    }
}
