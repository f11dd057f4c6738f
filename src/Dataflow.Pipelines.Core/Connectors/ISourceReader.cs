namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// An open source, owned by one lane. It may have its own thread that fills a bounded queue; the lane takes from
/// the queue. All members are called by the lane, or by the job between start and stop, but never two at a time, except
/// <see cref="CommitAsync"/>, which may run in parallel with <see cref="ISourceReader{TChunk}.TryRead"/>, and the properties.
/// </summary>
public interface ISourceReader : IAsyncDisposable
{
    /// <summary>Lets the source end at the current end of its data; it then reports the end by a chunk with <see cref="SourceChunk.IsEnd"/>.</summary>
    ValueTask EndAtCurrentAsync(CancellationToken cancellationToken);

    /// <summary>The positions are durable in a checkpoint: they may be committed to the service.</summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="positions">How far each split was read.</param>
    /// <param name="cancellationToken">Cancelled when the job fails or is cancelled.</param>
    ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken);

    /// <summary>Records in the service that were not read yet; -1 where the number is unknown, or no longer known because the service does not answer. Read on any thread.</summary>
    long Lag { get; }

    /// <summary>Whether the reader can read at the moment. Read on any thread.</summary>
    SourceActivity Activity => SourceActivity.Reading;
}
