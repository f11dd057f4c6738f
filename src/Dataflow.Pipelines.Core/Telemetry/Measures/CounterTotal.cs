using System.Numerics;

namespace Dataflow.Pipelines.Telemetry;

/// <summary>
/// Counters over all jobs of the process, ended ones included: a restarted job continues the counters of its previous attempt, so that they never
/// decrease. Guarded by the lock of <see cref="JobMeters"/>.
/// </summary>
/// <param name="read">The counts of a job since it started.</param>
internal sealed class CounterTotal<TKey, TValue>(Func<IMeasuredJob, IEnumerable<(TKey Key, TValue Value)>> read)
    where TKey : notnull
    where TValue : struct, IAdditionOperators<TValue, TValue, TValue>
{
    private readonly Dictionary<(string Pipeline, TKey Key), TValue> _ended = [];

    /// <summary>Stores the counters of a job that has ended.</summary>
    public void Keep(IMeasuredJob job) => Add(_ended, job);

    /// <summary>The counters, with those of running jobs.</summary>
    public Dictionary<(string Pipeline, TKey Key), TValue> Read(IEnumerable<IMeasuredJob> running)
    {
        var sums = new Dictionary<(string Pipeline, TKey Key), TValue>(_ended);
        foreach (var job in running)
        {
            Add(sums, job);
        }

        return sums;
    }

    private void Add(Dictionary<(string Pipeline, TKey Key), TValue> sums, IMeasuredJob job)
    {
        foreach (var (key, value) in read(job))
        {
            sums[(job.Pipeline, key)] = sums.GetValueOrDefault((job.Pipeline, key)) + value;
        }
    }
}
