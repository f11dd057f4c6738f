using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Source;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>Works like a source lane of the engine: takes chunks on its own thread, keeps positions, settles revoked splits.</summary>
internal sealed class TestLane : IAsyncDisposable
{
    private readonly AutoResetEvent _wake = new(false);
    private readonly List<SourceChunk> _revocations = [];
    private readonly bool _settlesByItself;
    private readonly Thread _thread;
    private volatile bool _isClosing;
    private volatile bool _isStalled;
    private ISourceReader<MessageChunk>? _reader;
    private SplitLedger _ledger = null!;
    private long _checkpoint;

    private TestLane(bool settlesByItself)
    {
        _settlesByItself = settlesByItself;
        Log = new(Gate);
        _thread = new(Run) { IsBackground = true, Name = "test lane" };
    }

    /// <summary>Guards the observed values; pulsed when they change.</summary>
    internal object Gate { get; } = new();

    internal TestLog Log { get; }

    /// <summary>Whether offsets may be missing between two messages.</summary>
    internal bool AllowsGaps { get; set; }

    internal ISourceReader<MessageChunk> Reader => _reader!;

    internal bool IsPaused => ((KafkaReader)_reader!).IsPaused;

    /// <summary>Next offset of each split that is read.</summary>
    internal Dictionary<int, long> Positions { get; } = [];

    internal Dictionary<int, long> Starts { get; } = [];

    /// <summary>Event time of each split, as the group had it when the split was assigned.</summary>
    internal Dictionary<int, long> LatestBefore { get; } = [];

    /// <summary>Event time that the checkpoints of this lane record for each split.</summary>
    internal long Latest { get; set; } = long.MinValue;

    internal List<int> Revoked { get; } = [];

    internal List<int> Lost { get; } = [];

    /// <summary>The first 100,000 messages.</summary>
    internal List<string> Values { get; } = [];

    internal long Count { get; private set; }

    /// <summary>Messages that had been received when the last checkpoint began.</summary>
    internal long Committed { get; private set; }

    internal bool HasEnded { get; private set; }

    internal Exception? Fault { get; private set; }

    internal static async Task<TestLane> OpenAsync(
        KafkaSource<TestRecord> source, IReadOnlyList<SplitPosition>? restored = null, bool settlesByItself = true, bool stalled = false, TimeSpan? startup = null,
        string pipeline = "tests", bool isFallback = false, string instance = "test", long attempt = 1, MissingState onMissingState = MissingState.Refuse)
    {
        var lane = new TestLane(settlesByItself) { _isStalled = stalled };
        lane._reader = await source.OpenAsync(
            new()
            {
                Pipeline = pipeline,
                Node = "source",
                Lane = 0,
                Lanes = 1,
                Restored = restored ?? [],
                Ledger = lane._ledger = new SplitLedger(restored ?? []),
                IsFallback = isFallback,
                Instance = instance,
                Attempt = attempt,
                IsRestored = restored is not null,
                OnMissingState = onMissingState,
                Wake = () => lane._wake.Set(),
                StartupTimeout = startup ?? TimeSpan.FromSeconds(20),
                Time = TimeProvider.System,
                Logger = lane.Log,
            },
            CancellationToken.None);
        lane._thread.Start();
        return lane;
    }

    /// <summary>Takes nothing until <see cref="Resume"/>.</summary>
    internal void Stall() => _isStalled = true;

    internal void Resume()
    {
        _isStalled = false;
        _wake.Set();
    }

    /// <summary>Waits for a condition on the observed values; a fault ends the wait.</summary>
    internal void Until(Func<bool> condition, string expected)
    {
        Wait.Until(Gate, () => condition() || Fault is not null, expected, Seen);
        Assert.True(condition(), $"Expected: {expected}. Seen: {Seen()}");
    }

    /// <summary>Requests the drain, and waits until the reader has the ends of the partitions.</summary>
    internal void Drain()
    {
        var limited = _reader!.EndAtCurrentAsync(CancellationToken.None).AsTask();
        Wait.Until(Gate, () => limited.IsCompleted, "the reader has the ends of the partitions", Seen);
        limited.GetAwaiter().GetResult();
    }

    /// <summary>Waits until the reader has failed.</summary>
    internal void UntilFault() => Wait.Until(Gate, () => Fault is not null, "a fault", Seen);

    /// <summary>A completed checkpoint: commits all positions and settles the splits revoked before it.</summary>
    internal async Task CheckpointAsync()
    {
        List<SplitPosition> positions;
        List<SourceChunk> settled;
        long covered;
        lock (Gate)
        {
            covered = Count;
            positions = [.. Positions.Select(position => new SplitPosition("events", position.Key, position.Value, Latest))];
            settled = [.. _revocations];
            _revocations.Clear();
        }

        _ledger.Settle(positions);
        await _reader!.CommitAsync(++_checkpoint, positions, CancellationToken.None);
        lock (Gate)
        {
            Committed = covered;
            foreach (var chunk in settled)
            {
                foreach (var split in chunk.Revoked)
                {
                    Positions.Remove(split.Partition);
                }

                chunk.Settled();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isClosing = true;
        _wake.Set();
        _thread.Join();
        await _reader!.DisposeAsync();
        _wake.Dispose();
    }

    private string Seen() =>
        $"{Count} messages, partitions {string.Join(',', Positions.Keys.Order())}, revoked {string.Join(',', Revoked)}, lag {_reader!.Lag}, paused {IsPaused}, fault: {Fault}\n{Log.All}";

    private void Run()
    {
        try
        {
            while (!_isClosing)
            {
                if (!_isStalled && _reader!.TryRead(out var chunk))
                {
                    Take(chunk);
                }
                else
                {
                    _wake.WaitOne();
                }
            }
        }
        catch (Exception fault)
        {
            lock (Gate)
            {
                Fault = fault;
                Monitor.PulseAll(Gate);
            }
        }
    }

    private void Take(MessageChunk chunk)
    {
        lock (Gate)
        {
            foreach (var split in chunk.Added)
            {
                Starts[split.Partition] = Positions[split.Partition] = split.Start;
                LatestBefore[split.Partition] = split.Latest;
            }

            foreach (var split in chunk.Lost)
            {
                Lost.Add(split.Partition);
                Positions.Remove(split.Partition);
            }

            foreach (var message in chunk.Messages.Span)
            {
                ref var next = ref CollectionsMarshal.GetValueRefOrNullRef(Positions, message.Split);
                if (Unsafe.IsNullRef(ref next) || (AllowsGaps ? message.Offset < next : message.Offset != next))
                {
                    throw new InvalidOperationException(
                        $"Message {message.Offset} of split {message.Split} is not the next one; positions are {string.Join(' ', Positions.OrderBy(static position => position.Key))}");
                }

                next = message.Offset + 1;
                if (Values.Count < 100_000)
                {
                    Values.Add(Encoding.UTF8.GetString(message.Payload));
                }
            }

            Count += chunk.Messages.Length;
            HasEnded |= chunk.IsEnd;
            if (chunk.Revoked.Count > 0)
            {
                Revoked.AddRange(chunk.Revoked.Select(static split => split.Partition));
                _revocations.Add(chunk);
            }

            chunk.Release();
            Monitor.PulseAll(Gate);
        }

        if (chunk.Revoked.Count > 0 && _settlesByItself)
        {
            CheckpointAsync().GetAwaiter().GetResult();
        }
    }
}
