using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>How an operator with <see cref="AsyncIOAttribute"/> calls its method.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record AsyncOptions
{
    /// <summary>Calls under way in each lane, at least 1.</summary>
    public int MaxConcurrency { get; init; } = 100;

    /// <summary>How long a record waits for its result, retries included; above zero.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether results are emitted in the order of their records.</summary>
    public bool IsOrdered { get; init; } = true;

    /// <summary>Whether a record that waits too long is rejected; else the job fails.</summary>
    public bool RejectsTimeouts { get; init; }

    /// <summary>Whether a record whose call throws is rejected; else the job fails.</summary>
    public bool RejectsFaults { get; init; }

    /// <summary>Whether a record whose call throws is dropped, counted and logged.</summary>
    public bool SkipsFaults { get; init; }

    /// <summary>How many times a call that threw is retried.</summary>
    public int Retries { get; init; }

    /// <summary>The pause before the first retry, at most a day; it doubles with each retry.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(100);
}
