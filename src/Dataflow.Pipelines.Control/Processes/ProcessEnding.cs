namespace Dataflow.Pipelines.Control.Processes;

/// <summary>Ends a process and its group: SIGTERM, and SIGKILL after the grace period.</summary>
internal sealed class ProcessEnding(ChildProcess child, TimeProvider time, TimeSpan grace)
{
    // Nothing reports the end of a process that is not the caller's child.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    // SIGKILL takes effect once the process leaves the kernel, which may be never on a dead network file system.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private long? _terminated;

    /// <summary>Waits for the end of the process; when cancelled, ends its group.</summary>
    /// <returns>How it has ended; null where it runs on in spite of SIGKILL.</returns>
    public async Task<ProcessExit?> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await child.Exit.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _terminated = time.GetTimestamp();
            child.Terminate();
        }

        if (!await EndsWithinAsync(grace))
        {
            child.Kill();
            if (!await EndsWithinAsync(Patience))
            {
                return null;
            }
        }

        return await child.Exit;
    }

    /// <summary>
    /// Ends the processes that are left in the group after the exit of its leader. They were sent SIGTERM then, or at the cancellation before, and get the rest of the grace
    /// period. They would run beside the next attempt, or for ever; a process that is meant to go on leaves the group by setsid.
    /// </summary>
    public async Task EndSurvivorsAsync()
    {
        var left = _terminated is { } terminated ? grace - time.GetElapsedTime(terminated) : grace;
        if (!await IsEmptyWithinAsync(left))
        {
            child.Kill();
            await IsEmptyWithinAsync(Patience);
        }
    }

    private async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit, time);
        try
        {
            await child.Exit.WaitAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return child.Exit.IsCompleted;
        }
    }

    private async Task<bool> IsEmptyWithinAsync(TimeSpan limit)
    {
        for (var started = time.GetTimestamp(); child.HasSurvivors(); await Task.Delay(Interval, time))
        {
            if (time.GetElapsedTime(started) >= limit)
            {
                return false;
            }
        }

        return true;
    }
}
