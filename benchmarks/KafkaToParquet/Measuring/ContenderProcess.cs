namespace KafkaToParquet.Measuring;

/// <summary>A measured program in its own process.</summary>
internal abstract class ContenderProcess : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>Completes with the first report.</summary>
    public abstract Task StartAsync(CancellationToken stop);

    public abstract void ThrowIfFailed();

    /// <summary>All input is read: it writes its remaining output and ends.</summary>
    public abstract Task FinishAsync(CancellationToken stop);

    public abstract ValueTask DisposeAsync();
}
