using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// An open source, owned by one lane. It may have a thread of its own that fills a bounded queue; the lane takes from
/// the queue. All members are called by the lane, or by the job between start and stop, but never two at a time, except
/// <see cref="CommitAsync"/>, which may run beside <see cref="TryRead"/>.
/// </summary>
public interface ISourceReader : IAsyncDisposable
{
    /// <summary>
    /// Takes the next chunk, without waiting. When there was none, <see cref="SourceContext.Wake"/> is called as soon as
    /// there is one. Changes of splits come in the same order as the messages around them.
    /// </summary>
    /// <returns>False when nothing is at hand.</returns>
    /// <exception cref="ConnectorException">The source cannot go on.</exception>
    bool TryRead([NotNullWhen(true)] out SourceChunk? chunk);

    /// <summary>Asks the source to end where its data ends now; it then says so by a chunk with <see cref="SourceChunk.IsEnd"/>.</summary>
    ValueTask EndAtCurrentAsync(CancellationToken cancellationToken);

    /// <summary>The positions are durable in a checkpoint: they may be committed to the service.</summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="positions">How far each split was read.</param>
    /// <param name="cancellationToken">The job ends without grace.</param>
    ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken);

    /// <summary>Messages in the service that were not read yet; -1 where it is not known, or is known no more because the service does not answer.</summary>
    long Lag { get; }

    /// <summary>Whether the reader can read at the moment. Asked on any thread.</summary>
    SourceActivity Activity => SourceActivity.Reading;
}
