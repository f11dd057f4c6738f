using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>What an actor needs besides its pipeline and its store.</summary>
internal sealed record ActorOptions
{
    /// <summary>Names this instance to people.</summary>
    public required string Owner { get; init; }

    /// <summary>The services of the host.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the actor and the attempts run.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>An owner that has not renewed its lease for this long loses it.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether an instance is dead for certain, by its name: then its lease is taken over at once.</summary>
    public Func<string, bool> IsDead { get; init; } = static _ => false;

    /// <summary>Time between two looks at the inbox.</summary>
    public TimeSpan InboxInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The inputs that are decided together and become durable together, at most.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>The definition that is published when the instance has taken the lease; null: none.</summary>
    public PipelineDefinition? Definition { get; init; }

    /// <summary>How long what has ended is kept; null: for ever.</summary>
    public TimeSpan? KeepRuns { get; init; }

    /// <summary>Whether schedules fire: not where a program executes one run and ends.</summary>
    public bool FiresSchedules { get; init; } = true;

    /// <summary>
    /// Runs the job of a stream graph, given its index and what its nodes take from the outputs of runs: until its data ends, or until it is asked to stop, which suspends it behind a checkpoint. Null: no job begins.
    /// </summary>
    public Func<int, object?, NodeAttempt>? RunStreams { get; init; }

    /// <summary>What attempts at a node of runs do, given what the class says: a test replaces it. Null: the node has no code to run.</summary>
    public Func<ControlNode, NodeWork?, NodeWork?> ReplaceWork { get; init; } = static (_, work) => work;

    /// <summary>Called with the error of a stream node on whose failure no trigger acts.</summary>
    public Action<string> OnFatal { get; init; } = static _ => { };

    /// <summary>Called when the data of all stream nodes has ended and no trigger can start anything; again where somebody has started them meanwhile.</summary>
    public Action OnEnded { get; init; } = static () => { };

    /// <summary>Called by the actor's loop with each change that has become durable, before its effects.</summary>
    public Action<Change> OnDurable { get; init; } = static _ => { };

    /// <summary>How long attempts may take to end where the instance is stopped.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Called when the instance has taken the lease, before it decides anything.</summary>
    public Func<CancellationToken, Task> OnOwner { get; init; } = static _ => Task.CompletedTask;

    /// <summary>
    /// Creates the sender of alerts, when the instance has taken the lease: instances that wait send nothing. It reports to the given log. Null: notifications stay in the store until
    /// an instance with a sender owns the pipeline.
    /// </summary>
    public Func<IDeliveryLog, IAlertSender>? CreateSender { get; init; }

    /// <summary>Starts the checks of the nodes' health, when the instance has taken the lease; they report to the given method, and end when they are disposed.</summary>
    public Func<Action<HealthReported>, IAsyncDisposable>? StartChecks { get; init; }

    /// <summary>Whether a channel sends to the recipients of a notification, by its name: see <see cref="IAlertChannel.SendsToRecipients"/>.</summary>
    public Func<string, bool> SendsToRecipients { get; init; } = static _ => false;

    /// <summary>The inputs of the class; null for a graph without a class.</summary>
    public PipelineInputs? Inputs { get; init; }

    /// <summary>Loggers.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
