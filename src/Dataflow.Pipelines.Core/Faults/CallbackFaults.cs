namespace Dataflow.Pipelines.Faults;

/// <summary>
/// Cancellation of a token that connectors or user code can register callbacks on: <see cref="CancellationTokenSource.Cancel()"/> runs them on the caller's
/// thread and throws their exceptions.
/// </summary>
internal static class CallbackFaults
{
    /// <summary>Cancels the token.</summary>
    /// <returns>The exceptions of its callbacks; null where none has thrown.</returns>
    public static AggregateException? Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
            return null;
        }
        catch (AggregateException faults)
        {
            return faults.Flatten();
        }
    }

    /// <summary>The fault of a job with the exceptions of callbacks while it ended: its node and both messages.</summary>
    public static PipelineFaultException Join(string pipeline, Exception cause, AggregateException callbacks)
    {
        var (node, first) = cause is PipelineFaultException known ? (known.Node, known.InnerException ?? known) : ("pipeline", cause);
        return new PipelineFaultException(pipeline, node, new AggregateException("The job has ended, and a cancellation callback has thrown as well.", [first, .. callbacks.InnerExceptions]));
    }
}
