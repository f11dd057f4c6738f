using System.Globalization;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Stores.Sql;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Stores;

/// <summary>What every run store in an SQL database does: its tables have what the journal says.</summary>
public abstract partial class SqlRunStoreContract : RunStoreContract
{
    private static readonly DateTimeOffset At = new(2026, 11, 29, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Tables_have_the_history_of_a_run()
    {
        var store = await OpenAsync();
        Change[] changes =
        [
            Opened("r1"), new RunBegun("r1"), new ExecutionScheduled("r1", "extract", 1, "cron daily"), new ExecutionInitializing("r1", "extract", 1, 1), new ExecutionRunning("r1", "extract", 1, 1),
            new ExecutionFailed("r1", "extract", 1, 1, "no connection", "at Extract"), new ExecutionRetried("r1", "extract", 1, At.AddMinutes(1), Counts: true),
            new ExecutionInitializing("r1", "extract", 1, 2), new ExecutionRunning("r1", "extract", 1, 2), new ExecutionCompleted("r1", "extract", 1, """{"rows":3}"""),
            new ExecutionScheduled("r1", "load", 1, "event:extract.completed"), new ExecutionCoalesced("r1", "load", 1, "event:go"), new ExecutionCancelled("r1", "load", 1, EndReason.Skipped, "ann", "not today"),
            new RunEnded("r1", RunStatus.Completed, ""),
        ];
        await AppendAsync(store, 0, [.. changes.Select(static (change, i) => change with { At = At.AddSeconds(i) })]);

        Assert.Equal(["r1|COMPLETED|daily|{\"day\":\"monday\"}|"], await RowsAsync("SELECT run_id, status, triggered_by, parameters, reason FROM pipeline_run"));
        Assert.Equal(
            ["nightly:r1/extract|COMPLETED|2|1|7000|no connection|at Extract|{\"rows\":3}|one|0|", "nightly:r1/load|CANCELLED|0|0|2000|||||1|SKIPPED"],
            await RowsAsync("SELECT execution_id, status, attempt, retry_count, duration_ms, error_message, error_stack_trace, output, instance_id, coalesced, end_reason FROM pipeline_job_execution ORDER BY id"));
        Assert.Equal(["r1|load|SKIP|ann|not today"], await RowsAsync("SELECT run_id, node, action, who, why FROM pipeline_audit"));
    }

    [Fact]
    public async Task What_has_happened_is_read_back()
    {
        var store = await OpenAsync();
        Change[] changes =
        [
            Opened("r1"), new RunBegun("r1"), new ExecutionScheduled("r1", "extract", 1, "cron daily"), new ExecutionInitializing("r1", "extract", 1, 1), new ExecutionRunning("r1", "extract", 1, 1),
            new ExecutionCompleted("r1", "extract", 1, """{"rows":3}"""), new RunEnded("r1", RunStatus.Completed, ""), Opened("r2"), new RunBegun("r2"), new RunCancelRequested("r2", "ann", "wrong day"),
        ];
        await AppendAsync(store, 0, [.. changes.Select(static (change, i) => change with { At = At.AddSeconds(i) })]);
        await using var history = Named.OpenHistory();

        Assert.Equal(["r2", "r1"], (await history.ListRunsAsync("nightly", null, 10, Cancellation)).Select(static run => run.Run));
        Assert.Equal(["r2"], (await history.ListRunsAsync("nightly", null, 1, Cancellation)).Select(static run => run.Run));
        var run = Assert.Single(await history.ListRunsAsync("nightly", RunStatus.Completed, 10, Cancellation));
        Assert.Equal(("r1", "COMPLETED", At.AddSeconds(6)), (run.Run, run.Status, run.Ended));
        Assert.Equal(run, await history.FindRunAsync("nightly", "r1", Cancellation));
        Assert.Null(await history.FindRunAsync("nightly", "r3", Cancellation));
        Assert.Null(await history.FindRunAsync("other", "r1", Cancellation));

        var execution = Assert.Single(await history.ListExecutionsAsync("nightly", "r1", Cancellation));
        Assert.Equal(("extract", "COMPLETED", 1, 3000, """{"rows":3}"""), (execution.Node, execution.Status, execution.Attempt, execution.DurationMs, execution.Output));
        Assert.Equal(At.AddSeconds(2), execution.Scheduled);
        var audit = Assert.Single(await history.ListAuditAsync("nightly", "r2", Cancellation));
        Assert.Equal((At.AddSeconds(9), "CANCEL_RUN", "ann", "wrong day"), (audit.At, audit.Action, audit.Who, audit.Why));
    }

    [Fact]
    public async Task Backfills_are_read_back_with_the_states_of_their_runs()
    {
        var store = await OpenAsync();
        var request = new BackfillRequested(7, At.AddDays(-2), At, ["cron:0 * * * *;tz=UTC"], "extract", 3, IsRerun: true, new Dictionary<string, string> { ["day"] = "monday" }, "ann", "wrong prices");
        Change[] changes =
        [
            request, new BackfillAdvanced(7, At.AddDays(-2), 0, "r1"), Opened("r1") with { Backfill = 7 }, new BackfillAdvanced(7, At.AddHours(-40), 7, "r2"), Opened("r2") with { Backfill = 7 },
            Opened("r3") with { Backfill = 7 }, Opened("r4") with { Backfill = 7 }, Opened("r5"), new RunEnded("r1", RunStatus.Completed, ""), new RunEnded("r2", RunStatus.Failed, "broken"),
            new RunEnded("r3", RunStatus.Cancelled, ""), new BackfillRequested(9, At.AddDays(-2), At, ["cron:0 * * * *;tz=UTC"], "", 1, IsRerun: false, new Dictionary<string, string>(), "bob", ""),
            new BackfillCancelled(9, "bob", "not needed"), new BackfillRequested(11, At.AddDays(-2), At, [], "", 1, IsRerun: false, new Dictionary<string, string>(), "bob", ""), new BackfillEnded(11),
        ];
        await AppendAsync(store, 0, [.. changes.Select(static (change, i) => change with { At = At.AddSeconds(i) })]);

        await using var history = Named.OpenHistory();
        var backfills = await history.ListBackfillsAsync("nightly", 10, Cancellation);
        Assert.Equal(["11 COMPLETED", "9 CANCELLED", "7 RUNNING"], backfills.Select(static backfill => $"{backfill.Backfill} {backfill.Status}"));
        Assert.Equal((At.AddSeconds(14), At.AddSeconds(12), null), (backfills[0].Ended, backfills[1].Ended, backfills[2].Ended));
        Assert.Equal(["cron:0 * * * *;tz=UTC"], backfills[2].Crons);
        Assert.Equal(
            new BackfillInfo(7, "RUNNING", At.AddDays(-2), At, backfills[2].Crons, "extract", 3, true, """{"day":"monday"}""", At.AddHours(-40), 7, 1, 1, 1, 1, "ann", "wrong prices", At, null), backfills[2]);
        Assert.Equal(((string?)null, (string?)null, (string?)null, 0L), (backfills[1].Node, backfills[1].Parameters, backfills[1].Why, backfills[1].Open));
        Assert.Equal(["11"], (await history.ListBackfillsAsync("nightly", 1, Cancellation)).Select(static backfill => backfill.Backfill.ToString(CultureInfo.InvariantCulture)));
        Assert.Empty(await history.ListBackfillsAsync("hourly", 10, Cancellation));
        Assert.Equal([At.AddHours(0)], await history.ListLogicalTimesAsync("nightly", At, At.AddHours(1), Cancellation));
        Assert.Equal(
            ["BACKFILL|ann|wrong prices", "BACKFILL|bob|", "CANCEL_BACKFILL|bob|not needed", "BACKFILL|bob|"], await RowsAsync("SELECT action, who, why FROM pipeline_audit ORDER BY id"));
    }

    [Fact]
    public async Task The_schedule_of_a_pipeline_follows_what_fires()
    {
        var store = await OpenAsync();
        await using var history = Named.OpenHistory();
        Assert.Null(await history.FindScheduleAsync("nightly", Cancellation));
        var lease = (await store.AcquireAsync("nightly", "one", null, Cancellation))!;
        const string Cron = "cron:0 2 * * *;tz=UTC";
        var schedule = new ScheduleState("CRON", "0 2 * * *;tz=UTC\n30 * * * *;tz=Europe/Berlin", "go", At.AddHours(1));
        await store.AppendAsync(lease, new AppendBatch(0, [new CronMissed(Cron, At.AddDays(-1), 3), new CronFired(Cron, At)], []) { Schedule = schedule }, Cancellation);
        var expected = new ScheduleInfo("CRON", [], [], IsEnabled: true, At, At.AddHours(1), 1, 3);
        var found = await FindAsync();
        Assert.Equal(expected, found with { Crons = expected.Crons, Events = expected.Events });
        Assert.Equal(["0 2 * * *;tz=UTC", "30 * * * *;tz=Europe/Berlin", "go"], [.. found.Crons, .. found.Events]);

        Change[] changes = [new EventPublished("go", "1", "{}", HasTrigger: true) { At = At.AddHours(2) }, new EventPublished("no", "1", "{}", HasTrigger: false) { At = At.AddHours(3) }, new PipelinePaused("ann", "")];
        await store.AppendAsync(lease, new AppendBatch(2, changes, []) { Schedule = schedule with { Next = At.AddDays(1) } }, Cancellation);
        expected = expected with { LastTrigger = At.AddHours(2), NextTrigger = At.AddDays(1), Triggers = 2, IsEnabled = false };
        Assert.Equal(expected, await FindAsync() with { Crons = expected.Crons, Events = expected.Events });
        Assert.Equal(["0"], await RowsAsync("SELECT CASE WHEN enabled THEN 1 ELSE 0 END FROM pipeline_job_definition WHERE job_name = 'nightly'"));

        // A class without schedules, of a pipeline that is paused still.
        await store.AppendAsync(lease, new AppendBatch(5, [], []) { Schedule = new ScheduleState("MANUAL", null, null, null) }, Cancellation);
        expected = expected with { Type = "MANUAL", NextTrigger = null };
        found = await FindAsync();
        Assert.Equal(expected, found with { Crons = expected.Crons, Events = expected.Events });
        Assert.Empty(found.Crons);
        Assert.Empty(found.Events);
        await store.AppendAsync(lease, new AppendBatch(5, [new PipelineResumed("ann", "")], []), Cancellation);
        Assert.True((await FindAsync()).IsEnabled);
        Assert.Equal(["1"], await RowsAsync("SELECT CASE WHEN enabled THEN 1 ELSE 0 END FROM pipeline_job_definition WHERE job_name = 'nightly'"));

        async Task<ScheduleInfo> FindAsync() => (await history.FindScheduleAsync("nightly", Cancellation))!;
    }

    [Fact]
    public async Task Published_definitions_are_read_back_and_a_run_has_the_version_that_opened_it()
    {
        var store = await OpenAsync();
        var lease = await AppendAsync(store, 0, Opened("r0"));
        await store.PublishAsync(lease, new PipelineDefinition("STREAMING", """{"job_name":"nightly","version":"1.0.0"}""", "Copies orders.", 0), Cancellation);
        await store.AppendAsync(lease, new AppendBatch(1, [Opened("r1")], []), Cancellation);
        var first = (await RowsAsync("SELECT * FROM pipeline_job_definition_version"))[0];
        await store.PublishAsync(lease, new PipelineDefinition("SQL_TASK", """{"job_name":"nightly","version":"2.0.0"}""", "", 4), Cancellation);
        await store.AppendAsync(lease, new AppendBatch(2, [new RunEnded("r1", RunStatus.Completed, ""), new RunSkipped("r2", At, new RunCause(RunCauseKind.Cron, "daily"), "a", "active")], []), Cancellation);
        Assert.Contains(first, await RowsAsync("SELECT * FROM pipeline_job_definition_version"));

        await using var history = Named.OpenHistory();
        var definitions = await history.ListDefinitionsAsync("nightly", 10, Cancellation);
        Assert.Equal(["2 SQL_TASK 2.0.0 one", "1 STREAMING 1.0.0 one"], definitions.Select(static found => $"{found.Version} {found.JobType} {found.Json[^7..^2]} {found.CreatedBy}"));
        Assert.Equal(definitions[1], await history.FindDefinitionAsync("nightly", 1, Cancellation));
        Assert.Null(await history.FindDefinitionAsync("nightly", 3, Cancellation));
        Assert.Null(await history.FindDefinitionAsync("hourly", 1, Cancellation));
        Assert.Single(await history.ListDefinitionsAsync("nightly", 1, Cancellation));
        Assert.Equal(["r2 2", "r1 1", "r0 "], (await history.ListRunsAsync("nightly", null, 10, Cancellation)).Select(static run => $"{run.Run} {run.DefinitionVersion}"));
        Assert.Equal(
            ["SQL_TASK|2|4||one|one"], await RowsAsync("SELECT job_type, version, parallelism, description, created_by, updated_by FROM pipeline_job_definition WHERE job_name = 'nightly'"));
    }

    [Fact]
    public async Task Tables_have_the_commands_of_people_and_the_events()
    {
        var store = await OpenAsync();
        await AppendAsync(
            store, 0, new PipelineStarted("ann"), new PipelinePaused("bob", "disk full"), Opened("r1"), new RunCancelRequested("r1", "ann", "wrong day"), new RunEnded("r1", RunStatus.Cancelled, "wrong day"),
            new RunRetried("r1", "extract", ["load"], "bob", "right day"), new EventPublished("go", "k1", """{"rows":1}""", HasTrigger: false));
        Assert.Equal(
            ["||START|ann|", "||PAUSE|bob|disk full", "r1||CANCEL_RUN|ann|wrong day", "r1|extract|RETRY|bob|right day"],
            await RowsAsync("SELECT run_id, node, action, who, why FROM pipeline_audit ORDER BY id"));
        Assert.Equal(["RUNNING|1||"], await RowsAsync("SELECT status, CASE WHEN is_open THEN 1 ELSE 0 END, end_time, reason FROM pipeline_run"));
        Assert.Equal(["1"], await RowsAsync("SELECT CASE WHEN is_paused THEN 1 ELSE 0 END FROM pipeline_control"));
        Assert.Equal(["go|k1|{\"rows\":1}|0"], await RowsAsync("SELECT name, event_key, payload, CASE WHEN has_trigger THEN 1 ELSE 0 END FROM pipeline_event"));
    }

    [Fact]
    public async Task Tables_have_the_stored_inputs_and_who_changed_them()
    {
        var store = await OpenAsync();
        await AppendAsync(
            store, 0, new InputStored("limit", "INT", "1", IsSensitive: false, "ann", "") { At = At }, new InputStored("token", "STRING", "v1:a:b", IsSensitive: true, "ann", "new") { At = At },
            new InputStored("limit", "INT", "2", IsSensitive: false, "bob", "more") { At = At.AddHours(1) }, new InputsRotated(new Dictionary<string, string> { ["token"] = "v1:c:d" }, "eve", "") { At = At.AddHours(2) },
            new InputStored("window", "STRING", "5m", IsSensitive: false, "ann", "") { At = At }, new InputRemoved("window", "ann", "gone") { At = At });
        Assert.Equal(
            ["limit|2|INT|0", "token|v1:c:d|STRING|1"],
            await RowsAsync("SELECT config_key, config_value, config_type, CASE WHEN is_sensitive THEN 1 ELSE 0 END FROM pipeline_job_config ORDER BY config_key"));
        Assert.Equal(["1"], await RowsAsync("SELECT COUNT(*) FROM pipeline_job_config WHERE update_time > create_time"));
        Assert.Equal(
            ["limit|SET_INPUT|ann|", "token|SET_INPUT|ann|new", "limit|SET_INPUT|bob|more", "|ROTATE_INPUTS|eve|", "window|SET_INPUT|ann|", "window|UNSET_INPUT|ann|gone"],
            await RowsAsync("SELECT node, action, who, why FROM pipeline_audit ORDER BY id"));

        await store.SendAsync("nightly", CommandSender.Item(new SetInput("limit", "3", IsSensitive: false, ""), "ann"), Cancellation);
        await store.SendAsync("nightly", EventMessage.Item("go", "{}", "1", "ann"), Cancellation);
        await using var history = Named.OpenHistory();
        Assert.Equal(["limit 2", "token v1:c:d"], (await history.ListInputsAsync("nightly", Cancellation)).Select(static input => $"{input.Name} {input.Text}").Order(StringComparer.Ordinal));
        Assert.Empty(await history.ListInputsAsync("other", Cancellation));
        Assert.Equal("""{"command":"set_input","name":"limit","text":"3","is_sensitive":false,"why":""}""", Assert.Single(await history.ListWaitingAsync("nightly", Cancellation)));
    }

    [Fact]
    public async Task Alerts_are_read_back_with_what_became_of_their_newest_notification()
    {
        var store = await OpenAsync();
        var until = At.AddHours(2);
        Change[] changes =
        [
            new AlertFired(1, "load", 0, "r1", Severity.Critical, "slack", "3 rows", "load.rows < 5", IsEvent: false, null), new AlertFired(2, "lag", 1, "", Severity.Warning, "log", "9 s", "lag > 5", IsEvent: false, until),
            new AlertFired(3, "load", 1, "r1", Severity.Info, "slack", "failed", "event:load.failed", IsEvent: true, null), new AlertRepeated(1, 1, "2 rows"), new AlertResolved(1, null),
            new AlertSilenced("lag", 1, until.AddHours(1), "ann", "maintenance"), new AlertSilenced("load", 0, until, "ann", "maintenance"),
        ];
        var lease = (await store.AcquireAsync("nightly", "one", null, Cancellation))!;
        var (first, second, third) = (Outgoing(1, "1:1"), Outgoing(1, "1:2"), Outgoing(3, "3:1"));
        await store.AppendAsync(lease, new AppendBatch(0, [.. changes.Select(static (change, i) => change with { At = At.AddSeconds(i) })], []) { Outbox = [first, second, third] }, Cancellation);
        await store.AppendAsync(lease, new AppendBatch(changes.Length, [], [])
        {
            Deliveries = [Report(first, DeliveryOutcome.Delivered, 1), Report(second, DeliveryOutcome.AttemptFailed, 2, "no answer", At.AddMinutes(1)), Report(third, DeliveryOutcome.GivenUp, 8, "gone")],
        }, Cancellation);

        await using var history = Named.OpenHistory();
        AlertInfo[] expected =
        [
            new(3, "load", 2, "r1", "INFO", "slack", "EVENT", "failed", "event:load.failed", At.AddSeconds(2), null, 0, null, "GIVEN_UP", 8, "gone", null),
            new(2, "lag", 2, null, "WARNING", "log", "OPEN", "9 s", "lag > 5", At.AddSeconds(1), null, 0, until.AddHours(1), null, null, null, null),
            new(1, "load", 1, "r1", "CRITICAL", "slack", "RESOLVED", "2 rows", "load.rows < 5", At, At.AddSeconds(4), 1, null, "PENDING", 2, "no answer", At.AddMinutes(1)),
        ];
        Assert.Equal(expected, await history.ListAlertsAsync("nightly", isOpen: false, 10, Cancellation));
        Assert.Equal([expected[1]], await history.ListAlertsAsync("nightly", isOpen: true, 10, Cancellation));
        Assert.Equal([expected[0]], await history.ListAlertsAsync("nightly", isOpen: false, 1, Cancellation));
        Assert.Empty(await history.ListAlertsAsync("other", isOpen: false, 10, Cancellation));
        Assert.Equal(["lag|SILENCE|ann|maintenance", "load|SILENCE|ann|maintenance"], await RowsAsync("SELECT node, action, who, why FROM pipeline_audit ORDER BY id"));
    }

    [Fact]
    public async Task Approvals_are_read_back_with_their_votes()
    {
        var store = await OpenAsync();
        ApprovalOpened Asked(string run, long approval, params string[] escalateTo) => new(
            run, "review", 1, approval, "Deploy?", approval == 2 ? "" : "v7", ["ann", "bob"], 2, approval == 2 ? null : At.AddHours(4), ApprovalTimeout.Reject, TimeSpan.FromHours(1),
            escalateTo.Length == 0 ? null : At.AddHours(2), escalateTo, "log", approval == 2 ? "" : """{"name":"placement"}""");
        Change[] changes =
        [
            Opened("r1"), Opened("r2"), Asked("r1", 1, "cat"), Asked("r2", 2), new ApprovalVoted("r1", "review", 1, 1, "ann", Approves: true, "good", """{"n":1}""", "eve"),
            new ApprovalReminded("r1", "review", 1, 1, 1), new ApprovalEscalated("r1", "review", 1, 1), new ApprovalVoted("r1", "review", 1, 1, "cat", Approves: true, "", """{"n":2}""", ""),
            new ApprovalClosed("r1", "review", 1, 1, ApprovalStatus.Approved, "cat", "", """{"n":2}"""), new ApprovalVoted("r2", "review", 1, 2, "bob", Approves: true, "", "", ""),
        ];
        await AppendAsync(store, 0, [.. changes.Select(static (change, i) => change with { At = At.AddSeconds(i) })]);

        await using var history = Named.OpenHistory();
        var listed = await history.ListApprovalsAsync("nightly", isOpen: false, 10, Cancellation);
        Assert.Equal(["r2", "r1"], listed.Select(static approval => approval.Run));
        Assert.Equal([new ApprovalVote("bob", true, null, At.AddSeconds(9), null)], listed[0].Votes);
        var open = Assert.Single(await history.ListApprovalsAsync("nightly", isOpen: true, 10, Cancellation));
        Assert.Equal(("r2", ApprovalStatus.Open, null, null, null, "ann bob", 2), (open.Run, open.Status, open.Text, open.Deadline, open.EscalatedAt, string.Join(' ', open.Approvers), open.Quorum));
        Assert.Single(await history.ListApprovalsAsync("nightly", isOpen: false, 1, Cancellation));

        var found = await history.FindApprovalAsync("nightly", "r1", "review", Cancellation);
        Assert.NotNull(found);
        Assert.Equal([new ApprovalVote("ann", true, "good", At.AddSeconds(4), "eve"), new ApprovalVote("cat", true, null, At.AddSeconds(7), null)], found.Votes);
        Assert.Equal(
            new ApprovalInfo
            {
                Pipeline = "nightly",
                Run = "r1",
                Node = "review",
                Number = 1,
                Title = "Deploy?",
                Text = "v7",
                Approvers = found.Approvers,
                Quorum = 2,
                Status = ApprovalStatus.Approved,
                OpenedAt = At.AddSeconds(2),
                Deadline = At.AddHours(4),
                EscalatedAt = At.AddSeconds(6),
                Reminders = 1,
                EndedAt = At.AddSeconds(8),
                DecidedBy = "cat",
                FormSchema = """{"name":"placement"}""",
                Form = """{"n":2}""",
                Votes = found.Votes,
            },
            found);
        Assert.Equal(["ann", "bob", "cat"], found.Approvers);
        Assert.Null(await history.FindApprovalAsync("nightly", "r1", "deploy", Cancellation));
        Assert.Null(await history.FindApprovalAsync("other", "r1", "review", Cancellation));
        Assert.Equal(
            ["r1|review|APPROVE|ann (sent by eve)|good", "r1|review|APPROVE|cat|", "r2|review|APPROVE|bob|"],
            await RowsAsync("SELECT run_id, node, action, who, why FROM pipeline_audit ORDER BY id"));
    }

    [Fact]
    public async Task The_five_tables_have_the_columns_that_other_programs_read()
    {
        await OpenAsync();
        await RowsAsync("SELECT id, job_name, job_type, version, dag_definition, description, enabled, parallelism, max_retry_times, create_time, update_time, created_by, updated_by FROM pipeline_job_definition");
        await RowsAsync("SELECT id, execution_id, job_id, job_name, status, start_time, end_time, duration_ms, processed_records, failed_records, throughput, error_message, error_stack_trace, checkpoint_path, retry_count, triggered_by, instance_id FROM pipeline_job_execution");
        await RowsAsync("SELECT id, execution_id, checkpoint_id, checkpoint_type, status, state_data, storage_path, storage_size_bytes, create_time, complete_time, duration_ms, is_savepoint FROM pipeline_checkpoint");
        await RowsAsync("SELECT id, job_id, config_key, config_value, config_type, description, is_sensitive, create_time, update_time FROM pipeline_job_config");
        await RowsAsync("SELECT id, job_id, schedule_type, cron_expression, event_topic, dependencies, enabled, last_trigger_time, next_trigger_time, trigger_count, create_time, update_time FROM pipeline_job_schedule");
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        await OpenAsync();
        await ExecuteAsync("INSERT INTO pipeline_store (version, create_time) VALUES (999, '2030-01-01 00:00:00+00:00')");
        var fault = await Assert.ThrowsAsync<RunStoreException>(OpenAsync);
        Assert.Contains($"has form 999, and this program knows forms up to {SqlSchema.Version}: a newer version of Dataflow.Pipelines.Control has written it.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_that_open_a_new_store_at_once_make_its_tables_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(OpenAsync, Cancellation)));
        Assert.Equal([SqlSchema.Version.ToString(CultureInfo.InvariantCulture)], await RowsAsync("SELECT COUNT(*) FROM pipeline_store"));
    }

    /// <summary>The store as a host names it.</summary>
    private protected abstract RunStore Named { get; }

    /// <summary>Connects to the store as another program would.</summary>
    private protected abstract Task<SqlSession> ConnectAsync();

    private protected override async Task CheckAsync(IRunStore store, string pipeline, LogicWorld world)
    {
        var ids = $"(SELECT id FROM pipeline_job_definition WHERE job_name = '{pipeline}')";
        var runs = world.State.Runs.Values.Select(static run => $"{run.Id}|{StatusNames.Stored(run.Status)}").Order(StringComparer.Ordinal);
        Assert.Equal(runs, (await RowsAsync($"SELECT run_id, status FROM pipeline_run WHERE is_open AND job_id = {ids}")).Order(StringComparer.Ordinal));

        var executions = world.State.Runs.Values
            .SelectMany(run => Enumerable.Range(0, world.State.Graph.Nodes.Count).Select(run.Newest))
            .OfType<Execution>().Select(execution => $"{pipeline}:{execution.Key}|{StatusNames.Stored(execution.State.Status)}").ToList();
        Assert.Subset((await RowsAsync($"SELECT execution_id, status FROM pipeline_job_execution WHERE job_id = {ids}")).ToHashSet(), executions.ToHashSet());

        var backfills = world.State.Backfills.Values.Select(backfill => $"{backfill.Request.Backfill}|{(backfill.Position is null ? 0 : 1)}|{world.State.BackfillRuns.GetValueOrDefault(backfill.Request.Backfill)}");
        Assert.Equal(backfills, await RowsAsync(
            $"""
            SELECT backfill_number, CASE WHEN position_time IS NULL THEN 0 ELSE 1 END, (SELECT COUNT(*) FROM pipeline_run r WHERE r.job_id = b.job_id AND r.backfill_number = b.backfill_number AND r.is_open)
            FROM pipeline_backfill b WHERE status = 'RUNNING' AND job_id = {ids} ORDER BY backfill_number
            """));

        var alerts = world.State.Alerts.Values.Where(static alert => alert.ResolvedAt is null).Select(alert =>
            $"{alert.Alert}|{alert.Node}|{alert.Index}|{alert.Run}|{alert.Message}|{alert.Repeats}|{(world.State.Silences.ContainsKey((world.State.NodeIndexes[alert.Node], alert.Index)) ? 1 : 0)}");
        Assert.Equal(alerts, await RowsAsync(
            $"SELECT alert_number, node, alert_index, run_id, message, repeats, CASE WHEN silenced_until IS NULL THEN 0 ELSE 1 END FROM pipeline_alert WHERE status = 'OPEN' AND job_id = {ids} ORDER BY alert_number"));
        Assert.Equal(
            [world.Journal.OfType<AlertFired>().Count().ToString(CultureInfo.InvariantCulture)], await RowsAsync($"SELECT COUNT(*) FROM pipeline_alert WHERE job_id = {ids}"));

        var waiting = world.State.Waiting.Values.Select(static execution => execution.Approval!).OrderBy(static approval => approval.Opened.Approval).Select(static approval =>
            $"{approval.Opened.Approval}|{approval.Opened.Run}|{approval.Opened.Node}|{approval.Opened.Number}|{approval.Opened.Title}|{approval.Reminders}|{(approval.EscalatedAt is null ? 0 : 1)}");
        Assert.Equal(waiting, await RowsAsync(
            $"SELECT approval_number, run_id, node, number, title, reminders, CASE WHEN escalated_at IS NULL THEN 0 ELSE 1 END FROM pipeline_approval WHERE status = 'OPEN' AND job_id = {ids} ORDER BY approval_number"));
        Assert.Equal(
            world.Journal.OfType<ApprovalVoted>().Select(static vote => $"{vote.Approval}|{vote.Who}|{(vote.Approves ? 1 : 0)}|{vote.By}"),
            await RowsAsync($"SELECT approval_number, who, CASE WHEN is_approval THEN 1 ELSE 0 END, sent_by FROM pipeline_approval_vote WHERE job_id = {ids} ORDER BY id"));

        var ended = world.Journal.OfType<RunEnded>().Select(static ended => ended.Run).Except(world.State.Runs.Values.Select(static run => run.Id)).Count() + world.Journal.OfType<RunSkipped>().Count();
        Assert.Equal([ended.ToString(CultureInfo.InvariantCulture)], await RowsAsync($"SELECT COUNT(*) FROM pipeline_run WHERE NOT is_open AND end_time IS NOT NULL AND job_id = {ids}"));
    }

    private protected async Task<List<string>> RowsAsync(string sql)
    {
        await using var session = await ConnectAsync();
        return await session.QueryAsync(
            new Statement(sql),
            static row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "" : Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))),
            Cancellation);
    }

    private protected async Task ExecuteAsync(string sql)
    {
        await using var session = await ConnectAsync();
        await session.ExecuteScriptAsync(sql, Cancellation);
    }
}
