using System.Threading.Channels;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>Runs the lanes of a source as a job does, one start after the other, on the caller's thread; waits only for <see cref="SourceContext.Wake"/>.</summary>
internal sealed class SourceJob<TChunk>(SourceContract<TChunk> contract) : IAsyncDisposable
    where TChunk : SourceChunk
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<SourceLane<TChunk>> _lanes = [];

    // Entries read since the last checkpoint.
    private readonly List<string> _since = [];
    private readonly List<Task> _drains = [];
    private SplitLedger _ledger = new([]);
    private Task _committing = Task.CompletedTask;
    private IConnector? _source;
    private int _declared;
    private volatile bool _isAskedFor;
    private long _attempt;
    private bool _isDraining;

    /// <summary>The last checkpoint: the next start resumes from it.</summary>
    public ContractCheckpoint Checkpoint { get; set; } = ContractCheckpoint.None;

    public IReadOnlyList<SourceLane<TChunk>> Lanes => _lanes;

    /// <summary>The entries that were read, including those of earlier starts up to their last checkpoints.</summary>
    public IReadOnlyList<string> Read => [.. Checkpoint.Read, .. _since];

    public int Count => Checkpoint.Read.Count + _since.Count;

    /// <summary>Whether readers do not commit: the service gets no positions.</summary>
    public bool IsServiceDeaf { get; set; }

    /// <summary>Called with each chunk instead of releasing it.</summary>
    public Action<TChunk>? Keep { get; set; }

    /// <summary>Starts from the last checkpoint.</summary>
    /// <param name="lanes">Lanes of the node.</param>
    /// <param name="isFallback">Whether the checkpoint is an earlier one than the newest.</param>
    /// <param name="opened">Number of lanes that are opened now; null for all.</param>
    public async Task StartAsync(int lanes = 1, bool isFallback = false, int? opened = null)
    {
        _attempt++;
        _ledger = new SplitLedger(Checkpoint.Positions);
        (_source, _declared) = (contract.Create(), lanes);
        for (var lane = 0; lane < (opened ?? lanes); lane++)
        {
            await OpenAsync(_source, Context(lane, lanes, isFallback, contract.Settings.Limit));
        }
    }

    /// <summary>Opens the next lane of a start that has not opened all lanes.</summary>
    public Task AddLaneAsync() => OpenAsync(_source!, Context(_lanes.Count, _declared, isFallback: false, contract.Settings.Limit));

    /// <summary>Starts another source, with one lane.</summary>
    public Task StartAsync(IConnector source, TimeSpan startup) => OpenAsync(source, Context(0, 1, isFallback: false, startup));

    /// <summary>Ends without a checkpoint: entries since the last checkpoint are read again.</summary>
    public async Task StopAsync()
    {
        _since.Clear();
        await CloseAsync();
    }

    /// <summary>Processes chunks until a condition is met.</summary>
    /// <param name="condition">The condition; checked after each chunk.</param>
    /// <param name="expected">The condition as text, for the error, after "expected:".</param>
    public async Task UntilAsync(Func<bool> condition, string expected)
    {
        while (!condition())
        {
            if (_lanes.Any(static l => l.HasLost))
            {
                await RestartAsync();
            }

            var hasMoved = _isAskedFor || _lanes.Any(static l => l.Revocations > 0);
            if (hasMoved)
            {
                await CheckpointAsync();
            }

            foreach (var lane in _lanes)
            {
                if (lane.TryTake(out var chunk, out var texts))
                {
                    hasMoved = true;
                    _since.AddRange(texts);
                    (Keep ?? (static c => c.Release()))(chunk);
                    if (condition())
                    {
                        return;
                    }
                }
            }

            foreach (var drain in _drains.FindAll(static d => d.IsCompleted))
            {
                await drain;
                _drains.Remove(drain);
            }

            if (!hasMoved)
            {
                await WaitAsync(expected);
            }
        }
    }

    /// <summary>Requests the end after the existing entries, and processes chunks until it arrives.</summary>
    public async Task DrainAsync()
    {
        BeginDrain();
        await UntilAsync(() => _lanes.All(static l => l.HasEnded), "every lane ends after a drain");
        await CheckpointAsync();
    }

    /// <summary>Takes a checkpoint and commits it to the source.</summary>
    public async Task CheckpointAsync()
    {
        await BeginCheckpointAsync();
        await CommittedAsync();
    }

    /// <summary>Takes a checkpoint; it is committed to the source while reading continues.</summary>
    public async Task BeginCheckpointAsync()
    {
        // One commit at a time.
        await CommittedAsync();
        _isAskedFor = false;
        List<SplitPosition>[] positions = [.. _lanes.Select(static l => l.Positions.ToList())];
        if (positions.SelectMany(static p => p).CountBy(static p => (p.Source, p.Partition)).FirstOrDefault(static split => split.Value > 1) is { Value: > 1 } twice)
        {
            throw new ContractException($"{twice.Key.Source}[{twice.Key.Partition}] is read by {twice.Value} lanes at a time. {string.Join("; ", _lanes)}.");
        }

        int[] revocations = [.. _lanes.Select(static l => l.Revocations)];
        var waiting = Checkpoint.Positions.Where(old => positions.SelectMany(static p => p).All(p => p.Source != old.Source || p.Partition != old.Partition)).ToList();
        Checkpoint = new ContractCheckpoint(Checkpoint.Number + 1, [.. positions.SelectMany(static p => p), .. waiting], Read);
        _since.Clear();
        _committing = CommitAsync(Checkpoint.Number, positions, revocations);
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private SourceContext Context(int lane, int lanes, bool isFallback, TimeSpan startup) => new()
    {
        Pipeline = "contract",
        Node = "source",
        Lane = lane,
        Lanes = lanes,
        Restored = Checkpoint.Positions,
        Ledger = _ledger,
        IsFallback = isFallback,
        Instance = "contract0",
        Attempt = _attempt,
        IsRestored = Checkpoint.Number > 0,
        Wake = Wake,
        RequestCheckpoint = () =>
        {
            _isAskedFor = true;
            Wake();
        },
        StartupTimeout = startup,
        Time = TimeProvider.System,
        Logger = NullLogger.Instance,
    };

    private async Task OpenAsync(IConnector source, SourceContext context)
    {
        var reader = await Expect.WithinAsync(contract.OpenAsync(source, context).AsTask(), contract.Settings.Limit, "the source is opened, or fails");
        _lanes.Add(new SourceLane<TChunk>(contract, reader, context.Lane));
    }

    private void BeginDrain()
    {
        _isDraining = true;

        // Not awaited: it may have to wait for its splits, and chunks are processed meanwhile.
        _drains.AddRange(_lanes.Select(static l => l.Reader.EndAtCurrentAsync(CancellationToken.None).AsTask()));
    }

    // Splits were lost with entries that no checkpoint covers: the job ends, and is restarted.
    private async Task RestartAsync()
    {
        var (lanes, isDraining) = (_lanes.Count, _isDraining);
        await StopAsync();
        await StartAsync(lanes);
        if (isDraining)
        {
            BeginDrain();
        }
    }

    private Task CommittedAsync() => Within(_committing, "the source takes the positions of a checkpoint");

    private async Task CommitAsync(long number, List<SplitPosition>[] positions, int[] revocations)
    {
        SourceLane<TChunk>[] lanes = [.. _lanes];
        for (var i = 0; i < lanes.Length; i++)
        {
            _ledger.Settle(positions[i]);
            if (!IsServiceDeaf)
            {
                await lanes[i].Reader.CommitAsync(number, positions[i], CancellationToken.None);
            }

            lanes[i].Settle(positions[i], revocations[i]);
        }
    }

    private async Task CloseAsync()
    {
        await CommittedAsync();
        SourceLane<TChunk>[] lanes = [.. _lanes];
        _lanes.Clear();
        _drains.Clear();
        _isDraining = _isAskedFor = false;
        foreach (var lane in lanes)
        {
            await Within(lane.Reader.DisposeAsync().AsTask(), $"{lane} is closed");
        }
    }

    private async Task WaitAsync(string expected)
    {
        using var limit = new CancellationTokenSource(contract.Settings.Limit, TimeProvider.System);
        try
        {
            await _wake.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new ContractException(
                $"The source has not called {nameof(SourceContext)}.{nameof(SourceContext.Wake)} for {contract.Settings.Limit.TotalSeconds:0} s; expected: {expected}. {Count} entries were read. {string.Join("; ", _lanes)}.");
        }
    }

    private Task Within(Task task, string expected) => Expect.WithinAsync(task, contract.Settings.Limit, expected);

    private void Wake() => _wake.Writer.TryWrite(true);
}
