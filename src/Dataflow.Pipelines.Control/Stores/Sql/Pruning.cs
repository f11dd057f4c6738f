namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>
/// Deletes what is older than it is kept, and counts it. Nothing that is open is deleted, and nothing that a start reads: of the changes outside of runs only those before the newest
/// snapshot, and never the newest outputs and executions of nodes.
/// </summary>
internal static class Pruning
{
    // The runs of a backfill stay as long as the backfill, whose progress they are.
    private const string Runs =
        """
        FROM pipeline_run WHERE job_id = @job AND is_open = false AND end_time < @before AND (backfill_number IS NULL OR NOT EXISTS (
            SELECT 1 FROM pipeline_backfill b WHERE b.job_id = pipeline_run.job_id AND b.backfill_number = pipeline_run.backfill_number AND (b.end_time IS NULL OR b.end_time >= @before)))
        """;

    // Of runs: they are deleted before the runs themselves.
    private static readonly (string Table, Func<long, PruneCounts> Count)[] OfRuns =
    [
        ("pipeline_journal", static count => new(Changes: count)),
        ("pipeline_job_execution", static count => new(Executions: count)),
        ("pipeline_approval", static count => new(Approvals: count)),
    ];

    // Old rows by themselves, as conditions of the tables n and r.
    private const string OldNotification = "n.status <> 'PENDING' AND n.update_time < @before";
    private const string OldRun = "r.is_open = false AND r.end_time < @before";

    // The key of the rows, and which are old. A notification is deleted before its alert, a run before its backfill; so that a count is that of all parts together, what is old itself keeps nothing.
    private static readonly (string Table, string Key, string Condition, Func<long, PruneCounts> Count)[] Others =
    [
        (
            "pipeline_journal", "sequence", "run_id IS NULL AND create_time < @before AND sequence < (SELECT snapshot_sequence FROM pipeline_control WHERE job_id = @job)",
            static count => new(Changes: count)),
        (
            "pipeline_job_execution", "id",
            "run_id = '' AND end_time < @before AND id NOT IN (SELECT MAX(id) FROM pipeline_job_execution WHERE job_id = @job AND run_id = '' GROUP BY node)",
            static count => new(Executions: count)),
        ("pipeline_alert_delivery", "id", "status <> 'PENDING' AND update_time < @before", static count => new(Notifications: count)),
        (
            "pipeline_alert", "id",
            $"""
            status <> 'OPEN' AND COALESCE(resolved_at, fired_at) < @before AND (silenced_until IS NULL OR silenced_until < @before) AND NOT EXISTS (
                SELECT 1 FROM pipeline_alert_delivery n WHERE n.job_id = pipeline_alert.job_id AND n.alert_number = pipeline_alert.alert_number AND NOT ({OldNotification}))
            """,
            static count => new(Alerts: count)),
        ("pipeline_inbox", "number", "answer_time < @before", static count => new(InboxItems: count)),
        ("pipeline_event", "id", "create_time < @before", static count => new(Events: count)),
        (
            "pipeline_audit", "id",
            "create_time < @before AND NOT EXISTS (SELECT 1 FROM pipeline_run r WHERE r.job_id = pipeline_audit.job_id AND r.run_id = pipeline_audit.run_id AND r.is_open = true)",
            static count => new(AuditEntries: count)),
        (
            "pipeline_backfill", "id",
            $"""
            end_time < @before AND NOT EXISTS (
                SELECT 1 FROM pipeline_run r WHERE r.job_id = pipeline_backfill.job_id AND r.backfill_number = pipeline_backfill.backfill_number AND NOT ({OldRun}))
            """,
            static count => new(Backfills: count)),
    ];

    /// <summary>Deletes a part, in the transaction of the session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="job">The pipeline.</param>
    /// <param name="before">What has ended before.</param>
    /// <param name="most">The most runs, and the most rows of each other kind.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    /// <returns>What was deleted, and whether more is left.</returns>
    public static async Task<(PruneCounts Deleted, bool HasMore)> DeleteAsync(SqlSession session, long job, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        (string, object?)[] values = [("job", job), ("before", before), ("most", most)];
        var deleted = new PruneCounts();
        foreach (var (table, count) in OfRuns)
        {
            deleted += count(await session.ExecuteAsync(
                new($"DELETE FROM {table} WHERE job_id = @job AND run_id IN (SELECT run_id {Runs} ORDER BY id LIMIT @most)", values), cancellationToken));
        }

        var runs = await session.ExecuteAsync(new($"DELETE FROM pipeline_run WHERE id IN (SELECT id {Runs} ORDER BY id LIMIT @most)", values), cancellationToken);
        var hasMore = runs == most;
        deleted += new PruneCounts(runs);
        foreach (var (table, key, condition, count) in Others)
        {
            var rows = await session.ExecuteAsync(
                new($"DELETE FROM {table} WHERE job_id = @job AND {key} IN (SELECT {key} FROM {table} WHERE job_id = @job AND {condition} ORDER BY {key} LIMIT @most)", values), cancellationToken);
            hasMore |= rows == most;
            deleted += count(rows);
        }

        return (deleted, hasMore);
    }

    /// <summary>What would be deleted, in all parts together.</summary>
    public static async Task<PruneCounts> CountAsync(SqlSession session, string pipeline, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var jobs = await session.QueryAsync(new("SELECT id FROM pipeline_job_definition WHERE job_name = @name", ("name", pipeline)), static row => row.GetInt64(0), cancellationToken);
        var counts = new PruneCounts();
        if (jobs is not [var job])
        {
            return counts;
        }

        (string, object?)[] values = [("job", job), ("before", before)];
        async Task<long> CountAsync(string rows) => (await session.QueryAsync(new("SELECT COUNT(*) " + rows, values), static row => row.GetInt64(0), cancellationToken))[0];
        counts += new PruneCounts(await CountAsync(Runs));
        foreach (var (table, count) in OfRuns)
        {
            counts += count(await CountAsync($"FROM {table} WHERE job_id = @job AND run_id IN (SELECT run_id {Runs})"));
        }

        foreach (var (table, _, condition, count) in Others)
        {
            counts += count(await CountAsync($"FROM {table} WHERE job_id = @job AND {condition}"));
        }

        return counts;
    }
}
