namespace KafkaToParquet.Measuring;

/// <summary>A program under measurement, in a process of its own.</summary>
internal abstract class ContenderProcess : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>Completes when it reports.</summary>
    public abstract Task StartAsync(CancellationToken stop);

    public abstract void ThrowIfFailed();

    /// <summary>All input is read: it writes its remaining output and ends.</summary>
    public abstract Task FinishAsync(CancellationToken stop);

    public abstract ValueTask DisposeAsync();
}
