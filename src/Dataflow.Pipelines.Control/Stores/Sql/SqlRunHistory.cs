using System.Data.Common;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Runs;
using static Dataflow.Pipelines.Control.Stores.Sql.NullableColumns;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>Reads the tables of a run store. It writes nothing, and makes no table.</summary>
internal sealed class SqlRunHistory(StoreDatabase database) : IRunHistory
{
    private const string Runs = "SELECT r.run_id, r.status, r.logical_time, r.triggered_by, r.parameters, r.create_time, r.start_time, r.end_time, r.reason, r.definition_version FROM pipeline_run r"
        + " JOIN pipeline_job_definition d ON d.id = r.job_id WHERE d.job_name = @pipeline";

    // With the newest notification of each.
    private const string Alerts =
        """
        SELECT a.alert_number, a.node, a.alert_index, a.run_id, a.severity, a.channel, a.status, a.message, a.trigger_text, a.fired_at, a.resolved_at, a.repeats, a.silenced_until,
            n.status, n.attempts, n.last_error, n.next_attempt_time
        FROM pipeline_alert a JOIN pipeline_job_definition d ON d.id = a.job_id
        LEFT JOIN pipeline_alert_delivery n ON n.id = (SELECT MAX(id) FROM pipeline_alert_delivery WHERE job_id = a.job_id AND alert_number = a.alert_number)
        WHERE d.job_name = @pipeline
        """;

    private readonly SqlConnector _connector = new(database);

    public async Task<IReadOnlyList<RunInfo>> ListRunsAsync(string pipeline, RunStatus? status, int most, CancellationToken cancellationToken) =>
        status is { } wanted
            ? await QueryAsync(new(Runs + " AND r.status = @status ORDER BY r.id DESC LIMIT @most", ("pipeline", pipeline), ("status", StatusNames.Stored(wanted)), ("most", most)), Run, cancellationToken)
            : await QueryAsync(new(Runs + " ORDER BY r.id DESC LIMIT @most", ("pipeline", pipeline), ("most", most)), Run, cancellationToken);

    public async Task<RunInfo?> FindRunAsync(string pipeline, string run, CancellationToken cancellationToken) =>
        (await QueryAsync(new(Runs + " AND r.run_id = @run", ("pipeline", pipeline), ("run", run)), Run, cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<BackfillInfo>> ListBackfillsAsync(string pipeline, int most, CancellationToken cancellationToken) =>
        await QueryAsync(BackfillQueries.List(pipeline, most), BackfillQueries.Read, cancellationToken);

    public async Task<IReadOnlyList<DateTimeOffset>> ListLogicalTimesAsync(string pipeline, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        await QueryAsync(BackfillQueries.LogicalTimes(pipeline, from, to), BackfillQueries.ReadTime, cancellationToken);

    public Task<PruneCounts> CountPrunableAsync(string pipeline, DateTimeOffset before, CancellationToken cancellationToken) =>
        _connector.UseAsync(
            async session => (await session.QueryAsync(database.HasTable("pipeline_run"), static row => row.GetInt64(0), cancellationToken))[0] == 0 ? new PruneCounts()
                : await Pruning.CountAsync(session, pipeline, before, cancellationToken),
            cancellationToken);

    public async Task<ScheduleInfo?> FindScheduleAsync(string pipeline, CancellationToken cancellationToken) =>
        (await QueryAsync(ScheduleQueries.Find(pipeline), ScheduleQueries.Read, cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<DefinitionInfo>> ListDefinitionsAsync(string pipeline, int most, CancellationToken cancellationToken) =>
        await QueryAsync(DefinitionQueries.List(pipeline, most), DefinitionQueries.Read, cancellationToken);

    public async Task<DefinitionInfo?> FindDefinitionAsync(string pipeline, int version, CancellationToken cancellationToken) =>
        (await QueryAsync(DefinitionQueries.Find(pipeline, version), DefinitionQueries.Read, cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<ExecutionInfo>> ListExecutionsAsync(string pipeline, string run, CancellationToken cancellationToken) =>
        await QueryAsync(
            new(
                """
                SELECT node, number, status, attempt, start_time, end_time, duration_ms, triggered_by, error_message, output, end_reason, instance_id
                FROM pipeline_job_execution WHERE job_id = (SELECT id FROM pipeline_job_definition WHERE job_name = @pipeline) AND run_id = @run ORDER BY id
                """,
                ("pipeline", pipeline), ("run", run)),
            static row => new ExecutionInfo(
                row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetInt32(3), Instant(row, 4)!.Value, Instant(row, 5), row.IsDBNull(6) ? null : row.GetInt64(6), Text(row, 7), Text(row, 8),
                Text(row, 9), Text(row, 10), Text(row, 11)),
            cancellationToken);

    public async Task<IReadOnlyList<StreamInfo>> ListStreamsAsync(string pipeline, CancellationToken cancellationToken) =>
        await QueryAsync(
            new(
                """
                WITH job AS (SELECT id FROM pipeline_job_definition WHERE job_name = @pipeline),
                newest AS (SELECT node, MAX(id) AS id FROM pipeline_job_execution WHERE job_id = (SELECT id FROM job) AND run_id = '' GROUP BY node),
                health AS (SELECT node, health, detail, update_time FROM pipeline_node_health WHERE job_id = (SELECT id FROM job))
                SELECT n.node, e.status, e.number, e.attempt, e.start_time, e.triggered_by, e.end_reason, e.error_message, h.health, h.detail, h.update_time
                FROM (SELECT node FROM newest UNION SELECT node FROM health) n
                LEFT JOIN newest ON newest.node = n.node
                LEFT JOIN pipeline_job_execution e ON e.id = newest.id
                LEFT JOIN health h ON h.node = n.node
                """,
                ("pipeline", pipeline)),
            static row => new StreamInfo(
                row.GetString(0), Text(row, 1) ?? "REGISTERED", row.IsDBNull(2) ? 0 : row.GetInt32(2), row.IsDBNull(3) ? 0 : row.GetInt32(3), Instant(row, 4), Text(row, 5), Text(row, 6), Text(row, 7),
                Text(row, 8) ?? "unknown", Text(row, 9), Instant(row, 10)),
            cancellationToken);

    public async Task<IReadOnlyList<AuditInfo>> ListAuditAsync(string pipeline, string run, CancellationToken cancellationToken) =>
        await QueryAsync(
            new(
                """
                SELECT create_time, node, action, who, why
                FROM pipeline_audit WHERE job_id = (SELECT id FROM pipeline_job_definition WHERE job_name = @pipeline) AND run_id = @run ORDER BY id
                """,
                ("pipeline", pipeline), ("run", run)),
            static row => new AuditInfo(Instant(row, 0)!.Value, Text(row, 1), row.GetString(2), row.GetString(3), Text(row, 4)),
            cancellationToken);

    public async Task<IReadOnlyList<StoredInput>> ListInputsAsync(string pipeline, CancellationToken cancellationToken) =>
        await QueryAsync(InputTable.List(pipeline), InputTable.Read, cancellationToken);

    public async Task<IReadOnlyList<string>> ListWaitingAsync(string pipeline, CancellationToken cancellationToken) =>
        await QueryAsync(InputTable.Waiting(pipeline), static row => row.GetString(0), cancellationToken);

    public async Task<IReadOnlyList<AlertInfo>> ListAlertsAsync(string pipeline, bool isOpen, int most, CancellationToken cancellationToken) =>
        await QueryAsync(
            new(Alerts + (isOpen ? " AND a.status = 'OPEN'" : "") + " ORDER BY a.id DESC LIMIT @most", ("pipeline", pipeline), ("most", most)),
            static row => new AlertInfo(
                row.GetInt64(0), row.GetString(1), row.GetInt32(2) + 1, Text(row, 3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8),
                Instant(row, 9)!.Value, Instant(row, 10), row.GetInt32(11), Instant(row, 12), Text(row, 13), row.IsDBNull(14) ? null : row.GetInt32(14), Text(row, 15), Instant(row, 16)),
            cancellationToken);

    public Task<IReadOnlyList<ApprovalInfo>> ListApprovalsAsync(string pipeline, bool isOpen, int most, CancellationToken cancellationToken) =>
        ReadApprovalsAsync(pipeline, ApprovalQueries.List(pipeline, isOpen, most), cancellationToken);

    public async Task<ApprovalInfo?> FindApprovalAsync(string pipeline, string run, string node, CancellationToken cancellationToken) =>
        (await ReadApprovalsAsync(pipeline, ApprovalQueries.Find(pipeline, run, node), cancellationToken)).SingleOrDefault();

    public async ValueTask DisposeAsync()
    {
        await _connector.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task<IReadOnlyList<ApprovalInfo>> ReadApprovalsAsync(string pipeline, Statement query, CancellationToken cancellationToken)
    {
        var approvals = await QueryAsync(query, ApprovalQueries.Read, cancellationToken);
        if (approvals.Count == 0)
        {
            return [];
        }

        var numbers = approvals.ConvertAll(static approval => approval.Number);
        var votes = (await QueryAsync(ApprovalQueries.Votes(pipeline, numbers.Min(), numbers.Max()), ApprovalQueries.ReadVote, cancellationToken))
            .ToLookup(static vote => vote.Number, static vote => vote.Vote);
        return [.. approvals.Select(approval => approval.Approval with { Votes = [.. votes[approval.Number]] })];
    }

    private static RunInfo Run(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), Instant(row, 2)!.Value, row.GetString(3), Text(row, 4), Instant(row, 5)!.Value, Instant(row, 6), Instant(row, 7), Text(row, 8),
        row.IsDBNull(9) || row.GetInt32(9) == 0 ? null : row.GetInt32(9));

    private Task<List<T>> QueryAsync<T>(Statement query, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        _connector.UseAsync(
            async session => (await session.QueryAsync(database.HasTable("pipeline_run"), static row => row.GetInt64(0), cancellationToken))[0] == 0 ? [] : await session.QueryAsync(query, read, cancellationToken),
            cancellationToken);
}
