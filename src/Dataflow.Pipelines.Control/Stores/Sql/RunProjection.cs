using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>What changes make of the tables that people and programs read. Written in the transaction of the journal, so that they never differ from it.</summary>
internal sealed class RunProjection(StoreDatabase database, long job, Lease lease)
{
    private const string Execution = " WHERE execution_id = @id";
    private const string Run = " WHERE job_id = @job AND run_id = @run";

    private readonly AlertProjection _alerts = new(job);
    private readonly ApprovalProjection _approvals = new(job);
    private readonly BackfillProjection _backfills = new(job);

    /// <summary>Adds the statements of a change.</summary>
    public void Add(Change change, long sequence, List<Statement> statements)
    {
        switch (change)
        {
            case RunChange ofRun when ofRun is not ExecutionChange:
                AddRun(ofRun, statements);
                break;
            case ApprovalChange ofApproval:
                _approvals.Add(ofApproval, statements);
                break;
            case ExecutionChange ofExecution:
                AddExecution(ofExecution, statements);
                break;
            case AlertChange ofAlerts:
                _alerts.Add(ofAlerts, statements);
                break;
            case InputChange ofInputs:
                var (action, input) = InputTable.Audit(ofInputs);
                InputTable.Add(job, ofInputs, statements);
                statements.Add(Audit(change, input, action, ofInputs.Who, ofInputs.Why));
                break;
            case BackfillChange ofBackfill:
                _backfills.Add(ofBackfill, statements);
                break;
            default:
                AddPipeline(change, sequence, statements);
                break;
        }
    }

    private void AddRun(RunChange change, List<Statement> statements)
    {
        switch (change)
        {
            case RunOpened opened:
                statements.Add(NewRun(opened, opened.LogicalTime, RunStatus.Queued, opened.Cause.ToString(), ParametersJson.Write(opened.Parameters), reason: null, opened.Backfill));
                break;
            case RunSkipped skipped:
                statements.Add(NewRun(skipped, skipped.LogicalTime, RunStatus.Skipped, skipped.Cause.ToString(), parameters: null, skipped.Reason));
                break;
            case RunBegun:
                statements.Add(OfRun(change, "status = 'RUNNING', start_time = @at", ("at", change.At)));
                break;
            case RunCancelRequested requested:
                statements.Add(OfRun(change, "status = 'CANCELLING'"));
                statements.Add(Audit(change, node: null, "CANCEL_RUN", requested.Who, requested.Why));
                break;
            case RunRetried retried:
                statements.Add(OfRun(change, "status = 'RUNNING', is_open = true, end_time = NULL, reason = NULL"));
                statements.Add(Audit(change, retried.Node, "RETRY", retried.Who, retried.Why));
                break;
            case RunEnded ended:
                statements.Add(OfRun(
                    change, "status = @status, is_open = false, end_time = @at, reason = @reason",
                    ("status", StatusNames.Stored(ended.Status)), ("at", change.At), ("reason", ended.Reason.Length == 0 ? null : ended.Reason)));
                break;
        }
    }

    private void AddExecution(ExecutionChange change, List<Statement> statements)
    {
        switch (change)
        {
            case ExecutionScheduled scheduled:
                statements.Add(new(
                    """
                    INSERT INTO pipeline_job_execution (execution_id, job_id, job_name, status, start_time, triggered_by, run_id, node, number)
                    VALUES (@id, @job, @name, 'SCHEDULED', @at, @cause, @run, @node, @number)
                    """,
                    ("id", Id(change)), ("job", job), ("name", lease.Pipeline), ("at", change.At), ("cause", scheduled.Cause), ("run", change.Run), ("node", change.Node),
                    ("number", change.Number)));
                break;
            case ExecutionCoalesced:
                statements.Add(OfExecution(change, "coalesced = coalesced + 1"));
                break;
            case ExecutionInitializing initializing:
                statements.Add(OfExecution(change, "status = 'INITIALIZING', attempt = @attempt, instance_id = @owner", ("attempt", initializing.Attempt), ("owner", lease.Owner)));
                break;
            case ExecutionRunning:
                statements.Add(OfExecution(change, "status = 'RUNNING'"));
                break;
            case ExecutionFailed failed:
                statements.Add(OfExecution(change, "status = 'FAILED', error_message = @error, error_stack_trace = @details", ("error", failed.Error), ("details", failed.Details)));
                break;
            case ExecutionRetried retried:
                statements.Add(OfExecution(change, "status = 'SCHEDULED', retry_count = retry_count + 1, not_before = @until", ("until", retried.NotBefore)));
                break;
            case ExecutionCancelling cancelling:
                statements.Add(OfExecution(change, "status = 'CANCELLING', end_reason = @reason", ("reason", StatusNames.Stored(cancelling.Reason))));
                break;
            case ExecutionCompleted completed:
                statements.Add(Ended(change, ExecutionStatus.Completed, "output = @output", ("output", completed.Output)));
                AddAudit(change, "MARK_COMPLETED", completed.Who, completed.Why, statements);
                if (change.Run.Length > 0)
                {
                    statements.Add(new(
                        """
                        INSERT INTO pipeline_node_output (job_id, node, run_id, output, update_time) VALUES (@job, @node, @run, @output, @at)
                        ON CONFLICT (job_id, node) DO UPDATE SET run_id = @run, output = @output, update_time = @at WHERE pipeline_node_output.update_time <= @at
                        """,
                        ("job", job), ("node", change.Node), ("run", change.Run), ("output", completed.Output), ("at", change.At)));
                }

                break;
            case ExecutionDead:
                statements.Add(Ended(change, ExecutionStatus.Dead, "not_before = NULL"));
                break;
            case ExecutionCancelled cancelled:
                statements.Add(Ended(change, ExecutionStatus.Cancelled, "end_reason = @reason", ("reason", StatusNames.Stored(cancelled.Reason))));
                AddAudit(change, "SKIP", cancelled.Who, cancelled.Why, statements);
                break;
        }
    }

    private void AddPipeline(Change change, long sequence, List<Statement> statements)
    {
        switch (change)
        {
            case PipelineStarted started:
                statements.Add(Audit(change, node: null, "START", started.Who, why: null));
                break;
            case PipelineShutDown shutDown:
                statements.Add(Audit(change, node: null, "SHUT_DOWN", shutDown.Who, why: null));
                break;
            case PipelinePaused paused:
                statements.Add(new("UPDATE pipeline_control SET is_paused = true WHERE job_id = @job", ("job", job)));
                statements.AddRange(ScheduleQueries.Enabled(job, isEnabled: false, change.At));
                statements.Add(Audit(change, node: null, "PAUSE", paused.Who, paused.Why));
                break;
            case PipelineResumed resumed:
                statements.Add(new("UPDATE pipeline_control SET is_paused = false WHERE job_id = @job", ("job", job)));
                statements.AddRange(ScheduleQueries.Enabled(job, isEnabled: true, change.At));
                statements.Add(Audit(change, node: null, "RESUME", resumed.Who, resumed.Why));
                break;
            case StreamRequested requested:
                statements.Add(Audit(change, requested.Node, requested.Action, requested.Who, requested.Why));
                break;
            case PruneRequested prune:
                statements.Add(Audit(change, node: null, "PRUNE", prune.Who, prune.Why));
                break;
            case HealthChanged health:
                statements.Add(new(
                    """
                    INSERT INTO pipeline_node_health (job_id, node, health, detail, update_time) VALUES (@job, @node, @health, @detail, @at)
                    ON CONFLICT (job_id, node) DO UPDATE SET health = @health, detail = @detail, update_time = @at
                    """,
                    ("job", job), ("node", health.Node), ("health", health.Health), ("detail", health.Detail), ("at", change.At)));
                break;
            case PipelineSnapshot:
                statements.Add(new("UPDATE pipeline_control SET snapshot_sequence = @sequence WHERE job_id = @job", ("sequence", sequence), ("job", job)));
                break;
            case EventPublished published:
                statements.Add(new(
                    "INSERT INTO pipeline_event (job_id, name, event_key, payload, has_trigger, create_time) VALUES (@job, @name, @key, @payload, @has_trigger, @at)",
                    ("job", job), ("name", published.Name), ("key", published.Key), ("payload", published.Payload), ("has_trigger", published.HasTrigger), ("at", change.At)));
                if (published.HasTrigger)
                {
                    statements.Add(ScheduleQueries.Triggered(job, change.At, change.At));
                }

                break;
            case CronFired fired:
                statements.Add(ScheduleQueries.Triggered(job, fired.Instant, change.At));
                break;
            case CronMissed missed:
                statements.Add(new(
                    "UPDATE pipeline_job_schedule SET missed_count = missed_count + @count, update_time = @at WHERE job_id = @job",
                    ("count", missed.Count), ("at", change.At), ("job", job)));
                break;
        }
    }

    // Unique over all pipelines of the store.
    private string Id(ExecutionChange change) => lease.Pipeline + ":" + change.Key;

    private Statement NewRun(RunChange change, DateTimeOffset logicalTime, RunStatus status, string cause, string? parameters, string? reason, long backfill = 0)
    {
        var isOpen = status == RunStatus.Queued;
        return new(
            """
            INSERT INTO pipeline_run (job_id, run_id, logical_time, status, is_open, triggered_by, parameters, create_time, end_time, reason, backfill_number, definition_version)
            VALUES (@job, @run, @logical_time, @status, @is_open, @cause, @parameters, @at, @end, @reason, @backfill, (SELECT version FROM pipeline_job_definition WHERE id = @job))
            """,
            ("job", job), ("run", change.Run), ("logical_time", logicalTime), ("status", StatusNames.Stored(status)), ("is_open", isOpen), ("cause", cause),
            ("parameters", parameters), ("at", change.At), ("end", isOpen ? null : change.At), ("reason", reason),
            ("backfill", backfill == 0 ? null : backfill));
    }

    private Statement OfRun(RunChange change, string set, params (string Name, object? Value)[] values) =>
        new("UPDATE pipeline_run SET " + set + Run, [.. values, ("job", job), ("run", change.Run)]);

    private Statement OfExecution(ExecutionChange change, string set, params (string Name, object? Value)[] values) =>
        new("UPDATE pipeline_job_execution SET " + set + Execution, [.. values, ("id", Id(change))]);

    private Statement Ended(ExecutionChange change, ExecutionStatus status, string set, params (string Name, object? Value)[] values) =>
        OfExecution(
            change, "status = @status, end_time = @at, duration_ms = " + database.Milliseconds("start_time", "@at") + ", " + set,
            [.. values, ("status", StatusNames.Stored(status)), ("at", change.At)]);

    private void AddAudit(ExecutionChange change, string action, string who, string why, List<Statement> statements)
    {
        if (who.Length > 0)
        {
            statements.Add(Audit(change, change.Node, action, who, why));
        }
    }

    private Statement Audit(Change change, string? node, string action, string who, string? why) =>
        new(
            "INSERT INTO pipeline_audit (job_id, run_id, node, action, who, why, create_time) VALUES (@job, @run, @node, @action, @who, @why, @at)",
            ("job", job), ("run", change.RunId), ("node", node), ("action", action), ("who", who), ("why", why), ("at", change.At));
}
