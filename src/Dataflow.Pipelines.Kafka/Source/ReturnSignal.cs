namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>Wakes the polling thread. A monitor instead of an event: it need not be disposed of while another thread may still signal.</summary>
internal sealed class ReturnSignal
{
    private readonly object _gate = new();
    private bool _isSet;

    internal void Set()
    {
        // Read outside the lock: if it is already set, the waiter has been signaled, and the lane has nothing to do.
        if (Volatile.Read(ref _isSet))
        {
            return;
        }

        lock (_gate)
        {
            _isSet = true;
            Monitor.PulseAll(_gate);
        }
    }

    internal void Reset() => Volatile.Write(ref _isSet, false);

    /// <summary>Returns when it is set, or after the given time.</summary>
    internal void Wait(TimeSpan time)
    {
        lock (_gate)
        {
            if (!_isSet)
            {
                Monitor.Wait(_gate, time);
            }
        }
    }
}
