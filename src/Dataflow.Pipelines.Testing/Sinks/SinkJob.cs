using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Pipelines.Testing.Sinks;

/// <summary>
/// Runs the lanes of a sink as a job does, one start after the other. Records are written in the order of their numbers; those after the last
/// checkpoint are written again by the next start, as a source sends them again.
/// </summary>
internal sealed class SinkJob<T>(SinkContract<T> contract) : IAsyncDisposable
    where T : struct, IRecord<T>
{
    private readonly BatchPool<T> _pool = new();
    private readonly List<ISinkWriter<T>> _writers = [];
    private Exception? _failure;
    // Of the last durable checkpoint: the data prepared for it, and the number of the first record that it does not cover.
    private ReadOnlyMemory<byte>[] _prepared = [];
    private int _durable;

    private long _checkpoint;
    private long _attempt;

    /// <summary>Number of the next record to write.</summary>
    public int Next { get; private set; }

    /// <summary>The highest value of <see cref="Next"/> so far.</summary>
    public int Highest { get; private set; }

    /// <summary>Number of batches that the sink has not released.</summary>
    public int Retained => _pool.Outstanding;

    /// <summary>Starts from the last checkpoint.</summary>
    public async Task StartAsync(int lanes = 1)
    {
        _attempt++;
        Next = _durable;
        var sink = contract.Create();
        for (var lane = 0; lane < lanes; lane++)
        {
            await OpenAsync(sink, lane, contract.Settings.Limit);
        }
    }

    /// <summary>Starts another sink, with one lane, and takes a checkpoint of one record.</summary>
    public async Task TryAsync(ISink<T> sink, TimeSpan startup)
    {
        await OpenAsync(sink, 0, startup);
        await WriteAsync(1);
        await PrepareAsync();
    }

    /// <summary>Writes the next records, in batches that go to the lanes in turn; a batch is reused when the sink has released it.</summary>
    /// <param name="count">Number of records.</param>
    /// <param name="size">Records in a batch.</param>
    public async Task WriteAsync(int count, int size = int.MaxValue)
    {
        for (var lane = 0; count > 0; lane = (lane + 1) % _writers.Count)
        {
            var batch = _pool.Rent();
            try
            {
                batch.Count = Math.Min(Math.Min(count, size), RecordBatch<T>.Capacity);
                for (var row = 0; row < batch.Count; row++)
                {
                    batch.Records[row] = contract.Record(Next + row);
                    batch.Times[row] = TimeOf(Next + row);
                }

                await Within(_writers[lane].WriteAsync(batch, CancellationToken.None).AsTask(), "the sink takes a batch");
                Next += batch.Count;
                Highest = Math.Max(Highest, Next);
                count -= batch.Count;
            }
            finally
            {
                batch.Release();
            }
        }

        foreach (var writer in _writers)
        {
            await Within(writer.OnWatermarkAsync(TimeOf(Next - 1), CancellationToken.None).AsTask(), "the sink takes a watermark");
        }

        ThrowFailure();
    }

    /// <summary>Starts a checkpoint, as at a barrier; the lane continues to write while it is prepared.</summary>
    public Task<ReadOnlyMemory<byte>>[] BeginPrepare()
    {
        _checkpoint++;
        return [.. _writers.Select(w => w.PrepareAsync(_checkpoint))];
    }

    /// <summary>Makes the started checkpoint durable: the next start resumes after it.</summary>
    /// <param name="preparing">What <see cref="BeginPrepare"/> returned.</param>
    /// <param name="covered">Number of the first record that it does not cover.</param>
    public async Task EndPrepareAsync(Task<ReadOnlyMemory<byte>>[] preparing, int covered)
    {
        // A copy, as if the prepared data had been written to a disk.
        var prepared = await Expect.WithinAsync(Task.WhenAll(preparing), contract.Settings.Limit, "the sink prepares a checkpoint");
        _prepared = [.. prepared.Select(static p => (ReadOnlyMemory<byte>)p.ToArray())];
        _durable = covered;
        ThrowFailure();
    }

    /// <summary>Takes a checkpoint of all written records, durable but not committed.</summary>
    public Task PrepareAsync() => EndPrepareAsync(BeginPrepare(), Next);

    /// <summary>Commits the last checkpoint.</summary>
    public async Task CommitAsync()
    {
        for (var lane = 0; lane < _writers.Count; lane++)
        {
            await Within(_writers[lane].CommitAsync(_checkpoint, _prepared[lane], CancellationToken.None).AsTask(), "the sink commits a checkpoint");
        }

        ThrowFailure();
    }

    /// <summary>Takes a checkpoint and commits it.</summary>
    public async Task CheckpointAsync()
    {
        await PrepareAsync();
        await CommitAsync();
    }

    /// <summary>Stops, even while calls are in progress.</summary>
    public async Task StopAsync()
    {
        ISinkWriter<T>[] writers = [.. _writers];
        _writers.Clear();
        foreach (var writer in writers)
        {
            await Within(writer.DisposeAsync().AsTask(), "the sink is closed");
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    // One second per record, from an arbitrary day.
    private static long TimeOf(int number) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks + (number * TimeSpan.TicksPerSecond);

    private SinkContext Context(int lane, TimeSpan startup) => new()
    {
        Pipeline = "contract",
        Node = "sink",
        Lane = lane,
        Instance = "contract0",
        Attempt = _attempt,
        IsRestored = _checkpoint > 0,
        RollOn = null,
        Counters = new NodeCounters("sink"),
        RequestCheckpoint = static () => { },
        Fail = fault => Interlocked.CompareExchange(ref _failure, fault, null),
        StartupTimeout = startup,
        Time = TimeProvider.System,
        Logger = NullLogger.Instance,
    };

    private async Task OpenAsync(ISink<T> sink, int lane, TimeSpan startup)
    {
        var writer = await Expect.WithinAsync(sink.OpenAsync(Context(lane, startup), CancellationToken.None).AsTask(), contract.Settings.Limit, "the sink is opened, or fails");
        _writers.Add(writer);
        await Within(writer.RecoverAsync([.. _prepared.Where(static p => !p.IsEmpty)], CancellationToken.None).AsTask(), "the sink recovers, or fails");
    }

    private void ThrowFailure()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw failure is ConnectorException ? failure : new ContractException($"The sink has failed the job: {failure.Message}", failure);
        }
    }

    private Task Within(Task task, string expected) => Expect.WithinAsync(task, contract.Settings.Limit, expected);
}
