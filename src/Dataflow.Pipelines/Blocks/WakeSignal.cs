using System.Threading.Tasks.Sources;

namespace Dataflow.Pipelines.Blocks;

/// <summary>Lets one lane wait until somebody, on any thread, has something for it. Signals do not add up.</summary>
internal sealed class WakeSignal : IValueTaskSource
{
    private readonly Lock gate = new();
    private ManualResetValueTaskSourceCore<bool> source = new() { RunContinuationsAsynchronously = true };
    private bool isSet;
    private bool isAwaited;

    public void Set()
    {
        lock (gate)
        {
            if (!isAwaited)
            {
                isSet = true;
                return;
            }

            isAwaited = false;
        }

        source.SetResult(true);
    }

    /// <summary>Completes at the next signal, or at once where there was one since the last wait.</summary>
    public ValueTask WaitAsync()
    {
        lock (gate)
        {
            if (isSet)
            {
                isSet = false;
                return ValueTask.CompletedTask;
            }

            isAwaited = true;
            source.Reset();
            return new ValueTask(this, source.Version);
        }
    }

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);
}
