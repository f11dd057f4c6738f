using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Hosting.Streams;

/// <summary>
/// The folders of the checkpoints of stream graphs: the first graph has the state directory itself, as a pipeline with one graph has without a control plane; each further one a folder in it
/// with the name of its first node. The lock of the state directory is held while any job runs, and from <see cref="Keep"/> to the end of this host. Thread-safe.
/// </summary>
internal sealed class StreamFolders(ControlGraph graph, string directory) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _gate = new(1);
    private IAsyncDisposable? _lock;
    private int _holders;
    private volatile bool _isKept;

    /// <summary>The folder of a graph.</summary>
    /// <param name="stream">Its index.</param>
    public string Of(int stream) => stream == 0 ? directory : Path.Combine(directory, "streams", graph.Nodes[graph.Streams[stream].Lead].Id);

    /// <summary>Locks the state directory until what is returned is disposed. An instance that owned the pipeline before may still suspend its jobs: it is waited for.</summary>
    /// <exception cref="CheckpointException">Another process has it for longer than a stop takes.</exception>
    public async Task<IAsyncDisposable> LockAsync(TimeSpan patience, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _lock ??= await TakeAsync(patience, time, logger, cancellationToken);
            _holders++;
            return new Holder(this);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What is locked stays locked until <see cref="DisposeAsync"/>: who asked for a drain sees by the lock whether this process lives.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Unlocks the directory. Repeatable.</summary>
    public async ValueTask DisposeAsync()
    {
        _isKept = false;
        await UnlockAsync(0);
    }

    private async Task<IAsyncDisposable> TakeAsync(TimeSpan patience, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var store = new LocalCheckpointStore(directory);
        var began = time.GetTimestamp();
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await store.LockAsync(cancellationToken);
            }
            catch (CheckpointException fault) when (StateLock.IsTaken(directory) && time.GetElapsedTime(began) < patience)
            {
                if (tries == 0)
                {
                    logger.LogWarning("The jobs wait for up to {Patience}: {Reason}", patience, fault.Message);
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async ValueTask UnlockAsync(int holders)
    {
        await _gate.WaitAsync();
        try
        {
            _holders -= holders;
            if (_holders == 0 && !_isKept && _lock is { } held)
            {
                _lock = null;
                await held.DisposeAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed class Holder(StreamFolders folders) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => folders.UnlockAsync(1);
    }
}
