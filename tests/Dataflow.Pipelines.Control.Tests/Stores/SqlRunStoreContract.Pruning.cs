using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Tests.Stores;

/// <summary>The rows that a deletion takes, table by table.</summary>
public abstract partial class SqlRunStoreContract
{
    [Fact]
    public async Task A_deletion_takes_all_that_belongs_to_old_runs_and_nothing_that_is_open()
    {
        var store = await OpenAsync();
        var answered = (await store.SendAsync("nightly", new InboxItem(InboxKind.Event, "a", "{}", "ann"), Cancellation))!.Value;
        await store.SendAsync("nightly", new InboxItem(InboxKind.Event, "b", "{}", "ann"), Cancellation);
        Change[] old =
        [
            new PipelineStarted("ann"), new EventPublished("go", "1", "{}", HasTrigger: true), Opened("r1"), Execution("r1"), Approval("r1", 1), Vote("r1", 1), new ApprovalClosed("r1", "review", 1, 1, ApprovalStatus.Approved, "ann", "", ""),
            Alert(2, "r1"), new AlertResolved(2, null), new RunEnded("r1", RunStatus.Completed, ""),
            Opened("r2"), Execution("r2"), Approval("r2", 3), Vote("r2", 3), Alert(4, "r2"), new RunCancelRequested("r2", "ann", ""),
            Alert(5, ""), new AlertResolved(5, null), Alert(6, "") with { IsEvent = true }, Alert(7, "") with { IsEvent = true, SilencedUntil = At.AddDays(1) },
            Execution("", 1), new ExecutionCancelled("", "extract", 1, EndReason.Stopped), Execution("", 2), new ExecutionCancelled("", "extract", 2, EndReason.Stopped),
            Backfill(8), Opened("b1") with { Backfill = 8 }, new RunEnded("b1", RunStatus.Completed, ""), new BackfillEnded(8),
            Backfill(9), Opened("b2") with { Backfill = 9 }, new RunEnded("b2", RunStatus.Completed, ""), Snapshot(),
        ];
        Change[] young = [new EventPublished("go", "2", "{}", HasTrigger: true), Opened("r3"), new RunEnded("r3", RunStatus.Completed, ""), Snapshot()];
        var lease = (await store.AcquireAsync("nightly", "one", null, Cancellation))!;
        Change[] changes = [.. old.Select(static change => change with { At = At }), .. young.Select(static change => change with { At = At.AddDays(2) })];
        await store.AppendAsync(
            lease, new AppendBatch(0, changes, [new InboxAnswer(answered, IsDone: true, "")])
            {
                Outbox = [Outgoing(2, "2:1"), Outgoing(4, "4:1"), Outgoing(5, "5:1")],
                Deliveries = [Report(Outgoing(2, "2:1"), DeliveryOutcome.Delivered, 1), Report(Outgoing(4, "4:1"), DeliveryOutcome.GivenUp, 8)],
            },
            Cancellation);

        await using var history = Named.OpenHistory();
        var planned = await history.CountPrunableAsync("nightly", At.AddHours(2), Cancellation);
        Assert.Equal(new PruneCounts(Runs: 2, Executions: 2, Changes: 25, Approvals: 1, Alerts: 2, Notifications: 2, Events: 1, AuditEntries: 4, Backfills: 1), planned);
        Assert.Equal(planned, await PruneAsync(store, lease, At.AddHours(2)));
        Assert.Equal(new PruneCounts(), await PruneAsync(store, lease, At.AddHours(2)));
        Assert.Equal(new PruneCounts(), await history.CountPrunableAsync("nightly", At.AddHours(2), Cancellation));

        Assert.Equal(["b2", "r2", "r3"], await RowsAsync("SELECT run_id FROM pipeline_run ORDER BY run_id"));
        Assert.Equal(["nightly:extract#2", "nightly:r2/extract"], await RowsAsync("SELECT execution_id FROM pipeline_job_execution ORDER BY execution_id"));
        Assert.Equal(["3|OPEN"], await RowsAsync("SELECT approval_number, status FROM pipeline_approval"));
        Assert.Equal(["3"], await RowsAsync("SELECT approval_number FROM pipeline_approval_vote"));

        // 5 waits for its notification, 7 was held back by a silence until later.
        Assert.Equal(["4|OPEN", "5|RESOLVED", "7|EVENT"], await RowsAsync("SELECT alert_number, status FROM pipeline_alert ORDER BY alert_number"));
        Assert.Equal(["5|PENDING"], await RowsAsync("SELECT alert_number, status FROM pipeline_alert_delivery"));
        Assert.Equal(["2"], await RowsAsync("SELECT event_key FROM pipeline_event"));
        Assert.Equal(["r2|APPROVE", "r2|CANCEL_RUN"], await RowsAsync("SELECT run_id, action FROM pipeline_audit ORDER BY action"));
        Assert.Equal(["9|RUNNING"], await RowsAsync("SELECT backfill_number, status FROM pipeline_backfill"));
        Assert.Equal(["a", "b"], await RowsAsync("SELECT item_key FROM pipeline_inbox ORDER BY item_key"));

        // At the end of time only what is open is left.
        planned = await history.CountPrunableAsync("nightly", At.AddYears(100), Cancellation);
        Assert.Equal(planned, await PruneAsync(store, lease, At.AddYears(100)));
        Assert.Equal(["b2", "r2"], await RowsAsync("SELECT run_id FROM pipeline_run ORDER BY run_id"));
        Assert.Equal(["4|OPEN", "5|RESOLVED"], await RowsAsync("SELECT alert_number, status FROM pipeline_alert ORDER BY alert_number"));
        Assert.Equal(["b"], await RowsAsync("SELECT item_key FROM pipeline_inbox"));
        Assert.Equal(["1"], await RowsAsync("SELECT COUNT(*) FROM pipeline_journal WHERE run_id IS NULL"));
        Assert.Equal(["2"], await RowsAsync("SELECT COUNT(*) FROM pipeline_audit"));
    }

    private static async Task<PruneCounts> PruneAsync(IRunStore store, Lease lease, DateTimeOffset before)
    {
        var counts = new PruneCounts();
        for (var hasMore = true; hasMore;)
        {
            (var deleted, hasMore) = await store.PruneAsync(lease, before, 2, Cancellation);
            counts += deleted;
        }

        return counts;
    }

    private static ExecutionScheduled Execution(string run, int number = 1) => new(run, "extract", number, "go");

    private static ApprovalOpened Approval(string run, long number) =>
        new(run, "review", 1, number, "Deploy?", "", ["ann"], 1, null, ApprovalTimeout.Reject, null, null, [], "log", "");

    private static ApprovalVoted Vote(string run, long number) => new(run, "review", 1, number, "ann", true, "", "", "");

    private static AlertFired Alert(long number, string run) => new(number, "load", 0, run, Severity.Info, "slack", "3 rows", "load.rows < 5", IsEvent: false, null);

    private static BackfillRequested Backfill(long number) => new(number, At.AddDays(-2), At, [], "", 1, IsRerun: false, new Dictionary<string, string>(), "bob", "");
}
