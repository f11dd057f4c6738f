namespace Dataflow.Pipelines.Control.Testing;

/// <summary>An execution of a node. It shows the present: read it again after a step of the test.</summary>
public sealed class TestExecution
{
    private readonly List<AttemptFailure> _failures = [];

    internal TestExecution(string run, string node, int number, string cause, DateTimeOffset at) => (Run, Node, Number, Cause, ScheduledAt) = (run, node, number, cause, at);

    /// <summary>Id of its run; empty of a stream node, which belongs to none.</summary>
    public string Run { get; }

    /// <summary>Id of its node.</summary>
    public string Node { get; }

    /// <summary>Counts the executions of the node in the run, from 1.</summary>
    public int Number { get; }

    /// <summary>What has started it: the event, or the person.</summary>
    public string Cause { get; }

    /// <summary>When it was scheduled.</summary>
    public DateTimeOffset ScheduledAt { get; }

    /// <summary>Its state.</summary>
    public ExecutionStatus Status { get; internal set; } = ExecutionStatus.Scheduled;

    /// <summary>How many attempts have begun to run.</summary>
    public int Attempts { get; internal set; }

    /// <summary>The attempts that have failed, oldest first; those that a crash has ended before their code ran are not among them.</summary>
    public IReadOnlyList<AttemptFailure> Failures => _failures;

    /// <summary>Why the newest failed attempt has failed; null where none has.</summary>
    public string? Error => _failures.Count == 0 ? null : _failures[^1].Error;

    /// <summary>When it has ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary>Why it was cancelled; null where it was not.</summary>
    public EndReason? EndReason { get; internal set; }

    /// <summary>The person who has marked it as completed or has skipped it; null where it has ended by itself.</summary>
    public string? EndedBy { get; internal set; }

    /// <summary>Its output: one JSON object; null where it has none.</summary>
    public string? OutputJson { get; internal set; }

    // The attempt that counts, for the events.
    internal int Attempt { get; set; }

    /// <summary>Its output.</summary>
    /// <typeparam name="T">Its record type.</typeparam>
    /// <exception cref="ControlTestException">It has none, or another record.</exception>
    public T Output<T>()
        where T : struct, IRecord<T> => OutputReader.Read<T>(OutputJson, $"'{Node}'" + (Run.Length == 0 ? "" : $" in run '{Run}'"));

    /// <summary>What has happened, for the messages of assertions.</summary>
    public override string ToString() => RunText.Of(this);

    internal void Add(AttemptFailure failure) => _failures.Add(failure);
}
