using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Control.Journal;

/// <summary>
/// One step of a pipeline's history. It is durable before it takes effect, and the state of the control plane is what the changes make of it: a restart applies them again.
/// Names of kinds and members are stored: they do not change.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PipelineStarted), "pipeline_started")]
[JsonDerivedType(typeof(PipelineShutDown), "pipeline_shut_down")]
[JsonDerivedType(typeof(PipelinePaused), "pipeline_paused")]
[JsonDerivedType(typeof(PipelineResumed), "pipeline_resumed")]
[JsonDerivedType(typeof(PipelineSnapshot), "pipeline_snapshot")]
[JsonDerivedType(typeof(EventPublished), "event_published")]
[JsonDerivedType(typeof(CronFired), "cron_fired")]
[JsonDerivedType(typeof(CronMissed), "cron_missed")]
[JsonDerivedType(typeof(StreamRequested), "stream_requested")]
[JsonDerivedType(typeof(PruneRequested), "prune_requested")]
[JsonDerivedType(typeof(HealthChanged), "health_changed")]
[JsonDerivedType(typeof(InputStored), "input_stored")]
[JsonDerivedType(typeof(InputRemoved), "input_removed")]
[JsonDerivedType(typeof(InputsRotated), "inputs_rotated")]
[JsonDerivedType(typeof(ValueChanged), "value_changed")]
[JsonDerivedType(typeof(RunOpened), "run_opened")]
[JsonDerivedType(typeof(RunJoined), "run_joined")]
[JsonDerivedType(typeof(RunBegun), "run_begun")]
[JsonDerivedType(typeof(RunSkipped), "run_skipped")]
[JsonDerivedType(typeof(RunCancelRequested), "run_cancel_requested")]
[JsonDerivedType(typeof(RunRetried), "run_retried")]
[JsonDerivedType(typeof(RunEnded), "run_ended")]
[JsonDerivedType(typeof(EventSeen), "event_seen")]
[JsonDerivedType(typeof(RunValueChanged), "run_value_changed")]
[JsonDerivedType(typeof(FailureHandled), "failure_handled")]
[JsonDerivedType(typeof(ExecutionScheduled), "execution_scheduled")]
[JsonDerivedType(typeof(ExecutionCoalesced), "execution_coalesced")]
[JsonDerivedType(typeof(ExecutionInitializing), "execution_initializing")]
[JsonDerivedType(typeof(ExecutionRunning), "execution_running")]
[JsonDerivedType(typeof(ExecutionCompleted), "execution_completed")]
[JsonDerivedType(typeof(ExecutionFailed), "execution_failed")]
[JsonDerivedType(typeof(ExecutionRetried), "execution_retried")]
[JsonDerivedType(typeof(ExecutionDead), "execution_dead")]
[JsonDerivedType(typeof(ExecutionCancelling), "execution_cancelling")]
[JsonDerivedType(typeof(ExecutionCancelled), "execution_cancelled")]
[JsonDerivedType(typeof(ApprovalOpened), "approval_opened")]
[JsonDerivedType(typeof(ApprovalVoted), "approval_voted")]
[JsonDerivedType(typeof(ApprovalReminded), "approval_reminded")]
[JsonDerivedType(typeof(ApprovalEscalated), "approval_escalated")]
[JsonDerivedType(typeof(ApprovalClosed), "approval_closed")]
[JsonDerivedType(typeof(BackfillRequested), "backfill_requested")]
[JsonDerivedType(typeof(BackfillAdvanced), "backfill_advanced")]
[JsonDerivedType(typeof(BackfillEnded), "backfill_ended")]
[JsonDerivedType(typeof(BackfillCancelled), "backfill_cancelled")]
[JsonDerivedType(typeof(AlertFired), "alert_fired")]
[JsonDerivedType(typeof(AlertRepeated), "alert_repeated")]
[JsonDerivedType(typeof(AlertResolved), "alert_resolved")]
[JsonDerivedType(typeof(AlertReleased), "alert_released")]
[JsonDerivedType(typeof(AlertSilenced), "alert_silenced")]
[JsonDerivedType(typeof(AlertUnsilenced), "alert_unsilenced")]
internal abstract record Change
{
    /// <summary>When it was decided.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The run that it belongs to; null outside of runs.</summary>
    [JsonIgnore]
    public virtual string? RunId => null;
}
