using System.Diagnostics;

namespace Dataflow.Pipelines.Control.Runs;

/// <summary>A node execution of an open run. Owned by the pipeline's actor; only the application of changes writes to it.</summary>
internal sealed class Execution(Run run, int node, ExecutionKey key, long order)
{
    /// <summary>Its run.</summary>
    public Run Run => run;

    /// <summary>Index of its node.</summary>
    public int Node => node;

    /// <summary>Its identity.</summary>
    public ExecutionKey Key => key;

    /// <summary>Counts the executions of the pipeline in the order in which they were scheduled.</summary>
    public long Order => order;

    /// <summary>What started it, for display.</summary>
    public string Cause { get; init; } = "";

    /// <summary>Its state.</summary>
    public ExecutionState State { get; private set; } = Registered.Instance;

    /// <summary>The attempts that count, the current one included.</summary>
    public int Attempts { get; private set; }

    /// <summary>Why it is being cancelled.</summary>
    public EndReason Reason { get; private set; }

    /// <summary>Why the newest attempt failed.</summary>
    public string Error { get; private set; } = "";

    /// <summary>When the current attempt began to run.</summary>
    public DateTimeOffset RunningSince { get; private set; }

    /// <summary>What it asks people, and what they have decided; null where it has not asked yet, and for other nodes.</summary>
    public PendingApproval? Approval { get; set; }

    /// <summary>How many of its attempts have begun to run, those of lost hosts among them.</summary>
    public int Begun { get; private set; }

    /// <summary>Takes over what a snapshot says.</summary>
    public void Restore(ExecutionState state, int attempts, int begun, EndReason reason, string error) => (State, Attempts, Begun, Reason, Error) = (state, attempts, begun, reason, error);

    public void Schedule(DateTimeOffset notBefore) => State = From<ISchedulable>().Schedule(notBefore);

    public void Initialize(int attempt)
    {
        State = From<IInitializable>().Initialize();
        Attempts = attempt;
    }

    public void Begin(DateTimeOffset at)
    {
        State = From<IRunnable>().Run();
        RunningSince = at;
        Begun++;
    }

    public void Complete() => State = From<ICompletable>().Complete();

    public void Fail(string error)
    {
        State = From<IFailable>().Fail();
        Error = error;
    }

    public void Retry(DateTimeOffset notBefore, bool counts)
    {
        State = ((ISchedulable)From<Failed>()).Schedule(notBefore);
        Attempts -= counts ? 0 : 1;
    }

    public void Abandon() => State = From<IAbandonable>().Abandon();

    public void Stop(EndReason reason)
    {
        // The reason of an execution that stops already may change.
        State = State is Cancelling ? State : From<IStoppable>().Stop();
        Reason = reason;
    }

    public void Cancel(EndReason reason)
    {
        State = From<ICancellable>().Cancel();
        Reason = reason;
    }

    // The journal is the only writer: a transition that its state lacks is a fault of the journal or of ours, and the actor must not go on.
    private T From<T>() => State is T state ? state : throw new UnreachableException($"Execution {key} is {State.Status}, which has no such transition.");
}
