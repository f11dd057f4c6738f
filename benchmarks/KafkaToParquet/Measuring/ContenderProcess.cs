namespace KafkaToParquet.Measuring;

/// <summary>A program under measurement, in a process of its own.</summary>
internal abstract class ContenderProcess : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>Completes when it reports.</summary>
    public abstract Task StartAsync(CancellationToken stop);

    public abstract void ThrowIfFailed();

    /// <summary>All is read: it writes what it still has and ends.</summary>
    public abstract Task FinishAsync(CancellationToken stop);

    public abstract ValueTask DisposeAsync();
}
