using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>What the actor is asked to decide about.</summary>
internal abstract record ActorInput;

/// <summary>Time has passed, or the inbox may have items.</summary>
internal sealed record WakeUp : ActorInput
{
    public static WakeUp Instance { get; } = new();
}

/// <summary>What an attempt reports.</summary>
/// <param name="Execution">Its execution.</param>
/// <param name="Attempt">Its number.</param>
internal abstract record AttemptReport(Execution Execution, int Attempt) : ActorInput;

/// <summary>An attempt can run.</summary>
internal sealed record AttemptReady(Execution Execution, int Attempt) : AttemptReport(Execution, Attempt);

/// <summary>An attempt has ended with its output.</summary>
internal sealed record AttemptCompleted(Execution Execution, int Attempt, string Output) : AttemptReport(Execution, Attempt);

/// <summary>An attempt has failed.</summary>
internal sealed record AttemptFailed(Execution Execution, int Attempt, string Error, string Details) : AttemptReport(Execution, Attempt)
{
    /// <summary>Of the job of a stream graph the node that has failed; null where it is not known.</summary>
    public string? Node { get; init; }
}

/// <summary>An attempt has stopped.</summary>
internal sealed record AttemptStopped(Execution Execution, int Attempt) : AttemptReport(Execution, Attempt);

/// <summary>A node was checked.</summary>
/// <param name="Node">Index of the node.</param>
/// <param name="IsHealthy">The result.</param>
/// <param name="Detail">What was asked, and the answer; without secrets.</param>
internal sealed record HealthReported(int Node, bool IsHealthy, string Detail) : ActorInput;

/// <summary>What became of a notification.</summary>
internal sealed record AlertReported(DeliveryReport Delivery) : ActorInput;

/// <summary>A call from inside the process.</summary>
/// <param name="Do">Decides.</param>
/// <param name="Done">Completed when what was decided is durable.</param>
internal sealed record ActorCall(Action<ControlLogic, DateTimeOffset> Do, TaskCompletionSource Done) : ActorInput;
