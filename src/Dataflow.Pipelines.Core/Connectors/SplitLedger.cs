using System.Collections.Concurrent;

namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// The positions of a node's splits, of all its lanes, in the newest durable checkpoint of this job. A split that moves from one lane to another continues
/// there: its service may have lost the commit of that position. All lanes of a node share one; any thread may call.
/// </summary>
public sealed class SplitLedger
{
    private readonly ConcurrentDictionary<(string Source, int Partition), SplitPosition> _positions = new();
    private readonly ConcurrentDictionary<(string Source, int Partition), long> _setAside = new();

    /// <summary>The positions that a start was restored with.</summary>
    /// <param name="restored">Of the splits of all lanes.</param>
    public SplitLedger(IEnumerable<SplitPosition> restored) => Settle(restored);

    /// <summary>The position of a split; none where no checkpoint has it.</summary>
    /// <param name="source">The source that it is a part of: <see cref="SplitPosition.Source"/>.</param>
    /// <param name="partition">Number of the part.</param>
    /// <param name="position">Its position.</param>
    public bool TryGet(string source, int partition, out SplitPosition position) => _positions.TryGetValue((source, partition), out position);

    /// <summary>
    /// For a start from a checkpoint behind the service's position: whether that position is still the one that the first lane found, and is ignored. Once it
    /// differs, this job or another member has committed it since, and it counts.
    /// </summary>
    /// <param name="source">The source that the split is a part of.</param>
    /// <param name="partition">Number of the part.</param>
    /// <param name="position">The service's position now.</param>
    /// <param name="isFirst">Whether this is the first call for the split.</param>
    public bool IsLeftAside(string source, int partition, long position, out bool isFirst)
    {
        isFirst = _setAside.TryAdd((source, partition), position);
        return isFirst || _setAside[(source, partition)] == position;
    }

    /// <summary>The positions of a checkpoint are durable, or were restored from one. A position never goes back.</summary>
    /// <param name="positions">Of the splits of one lane or of several.</param>
    public void Settle(IEnumerable<SplitPosition> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        foreach (var position in positions)
        {
            _positions.AddOrUpdate((position.Source, position.Partition), position, (_, known) => known.Next > position.Next ? known : position);
        }
    }
}
