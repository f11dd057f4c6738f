namespace Dataflow.Pipelines.Faults;

/// <summary>
/// How often which records have failed the job, over its starts: of nodes that reject a record only after it has done so a number of times. Kept with the
/// identity of the job, when an attempt ends. Any lane may count.
/// </summary>
internal sealed class RecordFailures
{
    // A record that was rejected no longer needs its entry: the oldest entries are removed.
    private const int Remembered = 1000;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, int> _counts;
    private bool _hasChanged;

    /// <param name="earlier">What earlier attempts have counted.</param>
    public RecordFailures(IReadOnlyDictionary<string, int>? earlier) => _counts = new OrderedDictionary<string, int>(earlier ?? new Dictionary<string, int>());

    /// <summary>What has been counted, where this attempt has counted; else <see langword="null"/>.</summary>
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

    /// <summary>A node has thrown for a record. Counts it as a failure of the job while there are fewer than it may have.</summary>
    /// <param name="node">The node.</param>
    /// <param name="record">What tells the record from others.</param>
    /// <param name="limit">Failures after which the record is rejected.</param>
    /// <returns>The failures, this one with them; 0 where the record is to be rejected.</returns>
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
            if (_counts.Count > Remembered)
            {
                _counts.RemoveAt(0);
            }

            _hasChanged = true;
            return count + 1;
        }
    }
}
