namespace Dataflow.Pipelines.Faults;

/// <summary>
/// Counts how many times each record has failed the job, over its attempts: for nodes that reject a record only after a number of failures. Stored with
/// the identity of the job, when an attempt ends. Any lane may count.
/// </summary>
internal sealed class RecordFailures
{
    // A record that was rejected no longer needs its entry: the oldest entries are removed.
    private const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, int> _counts;
    private bool _hasChanged;

    /// <param name="earlier">The counts of earlier attempts.</param>
    public RecordFailures(IReadOnlyDictionary<string, int>? earlier) => _counts = new OrderedDictionary<string, int>(earlier ?? new Dictionary<string, int>());

    /// <summary>All counts, where this attempt has changed them; else <see langword="null"/>.</summary>
    public IReadOnlyDictionary<string, int>? Changed
    {
        get
        {
            lock (_gate)
            {
                return _hasChanged ? new OrderedDictionary<string, int>(_counts) : null;
            }
        }
    }

    /// <summary>Counts a failure of the job by a record for which a node has thrown, unless the limit is reached.</summary>
    /// <param name="node">The node.</param>
    /// <param name="record">Identifies the record.</param>
    /// <param name="limit">Failures after which the record is rejected.</param>
    /// <returns>The failures, including this one; 0 where the record is to be rejected.</returns>
    public int Count(string node, string record, int limit)
    {
        var key = $"{node} {record}";
        lock (_gate)
        {
            var count = _counts.GetValueOrDefault(key);
            if (count >= limit)
            {
                return 0;
            }

            // Moved to the end: the oldest entries are removed first.
            _counts.Remove(key);
            _counts.Add(key, count + 1);
            if (_counts.Count > Capacity)
            {
                _counts.RemoveAt(0);
            }

            _hasChanged = true;
            return count + 1;
        }
    }
}
