using System.Collections.Concurrent;
using System.Diagnostics;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>A run store in an SQL database.</summary>
internal sealed class SqlRunStore(StoreDatabase database, TimeProvider time) : IRunStore
{
    private readonly SqlConnector _connector = new(database);
    private readonly ConcurrentDictionary<string, long> _jobs = [];

    public async Task OpenAsync(CancellationToken cancellationToken) =>
        await _connector.WriteAsync(session => SqlSchema.MigrateAsync(database, session, time.GetUtcNow(), cancellationToken), cancellationToken);

    public async Task<Lease?> AcquireAsync(string pipeline, string owner, LeaseObservation? observed, CancellationToken cancellationToken)
    {
        var job = await JobAsync(pipeline, cancellationToken);
        var acquire = new Statement(
            """
            UPDATE pipeline_control SET owner = @new_owner, token = token + 1, beat = 0
            WHERE job_id = @job AND (owner IS NULL OR (owner = @owner AND token = @token AND beat = @beat))
            RETURNING token
            """,
            ("job", job), ("new_owner", owner), ("owner", observed?.Owner ?? ""), ("token", observed?.Token ?? -1), ("beat", observed?.Beat ?? -1));
        var tokens = await _connector.WriteAsync(session => session.QueryAsync(acquire, static row => row.GetInt64(0), cancellationToken), cancellationToken);
        return tokens is [var token] ? new Lease(pipeline, owner, token) : null;
    }

    public async Task<LeaseObservation?> ObserveAsync(string pipeline, CancellationToken cancellationToken)
    {
        var job = await JobAsync(pipeline, cancellationToken);
        var query = new Statement("SELECT owner, token, beat FROM pipeline_control WHERE job_id = @job AND owner IS NOT NULL", ("job", job));
        return (await QueryAsync(query, static row => new LeaseObservation(row.GetString(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken)).SingleOrDefault();
    }

    public async Task RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        var job = await JobAsync(lease.Pipeline, cancellationToken);
        if (await _connector.WriteAsync(session => session.ExecuteAsync(Fence(job, lease), cancellationToken), cancellationToken) == 0)
        {
            throw new LeaseLostException(lease.Pipeline);
        }
    }

    public async Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        var job = await JobAsync(lease.Pipeline, cancellationToken);
        var release = new Statement("UPDATE pipeline_control SET owner = NULL WHERE job_id = @job AND token = @token", ("job", job), ("token", lease.Token));
        await _connector.WriteAsync(session => session.ExecuteAsync(release, cancellationToken), cancellationToken);
    }

    public async Task<int> PublishAsync(Lease lease, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var job = await JobAsync(lease.Pipeline, cancellationToken);
        return await _connector.WriteAsync(
            async session => await session.ExecuteAsync(Fence(job, lease), cancellationToken) == 0 ? throw new LeaseLostException(lease.Pipeline)
                : await DefinitionQueries.PublishAsync(session, job, definition, lease.Owner, time.GetUtcNow(), cancellationToken),
            cancellationToken);
    }

    public async Task<StoredJournal> LoadAsync(string pipeline, CancellationToken cancellationToken)
    {
        var job = await JobAsync(pipeline, cancellationToken);
        var changes = new Statement(
            """
            SELECT sequence, body FROM pipeline_journal
            WHERE job_id = @job AND run_id IS NULL AND sequence >= (SELECT snapshot_sequence FROM pipeline_control WHERE job_id = @job)
            UNION ALL
            SELECT j.sequence, j.body FROM pipeline_run r JOIN pipeline_journal j ON j.job_id = r.job_id AND j.run_id = r.run_id
            WHERE r.job_id = @job AND r.is_open = true
            ORDER BY 1
            """,
            ("job", job));
        var last = new Statement("SELECT last_sequence FROM pipeline_control WHERE job_id = @job", ("job", job));

        var outputs = new Statement("SELECT node, update_time, output FROM pipeline_node_output WHERE job_id = @job", ("job", job));

        // All are of one moment: only the owner appends, and an earlier one is fenced by its token.
        return await _connector.UseAsync(
            async session => new StoredJournal(
                await session.QueryAsync(changes, static row => ChangeJson.Read(row.GetString(1)), cancellationToken),
                (await session.QueryAsync(last, static row => row.GetInt64(0), cancellationToken))[0],
                await session.QueryAsync(outputs, static row => new StoredOutput(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2)), cancellationToken)),
            cancellationToken);
    }

    public async Task<IReadOnlyList<Change>> LoadRunAsync(string pipeline, string run, CancellationToken cancellationToken)
    {
        var job = await JobAsync(pipeline, cancellationToken);
        var query = new Statement("SELECT body FROM pipeline_journal WHERE job_id = @job AND run_id = @run ORDER BY sequence", ("job", job), ("run", run));
        return await QueryAsync(query, static row => ChangeJson.Read(row.GetString(0)), cancellationToken);
    }

    public async Task<IReadOnlyList<StoredInput>> LoadInputsAsync(string pipeline, CancellationToken cancellationToken) =>
        await QueryAsync(InputTable.List(pipeline), InputTable.Read, cancellationToken);

    public async Task<IReadOnlyList<DateTimeOffset>> LoadLogicalTimesAsync(string pipeline, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        await QueryAsync(BackfillQueries.LogicalTimes(pipeline, from, to), BackfillQueries.ReadTime, cancellationToken);

    public async Task<IReadOnlyList<OutgoingAlert>> LoadOutboxAsync(string pipeline, CancellationToken cancellationToken)
    {
        var job = await JobAsync(pipeline, cancellationToken);
        return await QueryAsync(
            AlertOutbox.Pending(job), static row => new OutgoingAlert(row.GetInt64(0), row.GetString(1), OutgoingJson.Read(row.GetString(2))), cancellationToken);
    }

    public async Task AppendAsync(Lease lease, AppendBatch batch, CancellationToken cancellationToken)
    {
        var job = await JobAsync(lease.Pipeline, cancellationToken);
        await _connector.WriteAsync(
            async session =>
            {
                if (await FenceAsync(session, job, lease, batch, cancellationToken))
                {
                    await session.ExecuteAllAsync(Statements(job, lease, batch), cancellationToken);
                }

                return 0;
            },
            cancellationToken);
    }

    public async Task<(PruneCounts Deleted, bool HasMore)> PruneAsync(Lease lease, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var job = await JobAsync(lease.Pipeline, cancellationToken);
        return await _connector.WriteAsync(
            async session => await session.ExecuteAsync(Fence(job, lease), cancellationToken) == 0 ? throw new LeaseLostException(lease.Pipeline)
                : await Pruning.DeleteAsync(session, job, before, most, cancellationToken),
            cancellationToken);
    }

    public async Task<long?> SendAsync(string pipeline, InboxItem item, CancellationToken cancellationToken)
    {
        var job = await JobAsync(pipeline, cancellationToken);
        var insert = new Statement(
            """
            INSERT INTO pipeline_inbox (job_id, kind, item_key, body, who, create_time) VALUES (@job, @kind, @key, @body, @who, @now)
            ON CONFLICT (job_id, kind, item_key) DO NOTHING RETURNING number
            """,
            ("job", job), ("kind", KindText(item.Kind)), ("key", item.Key), ("body", item.Body), ("who", item.Who), ("now", time.GetUtcNow()));
        var numbers = await _connector.WriteAsync(session => session.QueryAsync(insert, static row => row.GetInt64(0), cancellationToken), cancellationToken);
        return numbers is [var number] ? number : null;
    }

    public async Task<IReadOnlyList<ReceivedItem>> ReceiveAsync(string pipeline, long after, int most, CancellationToken cancellationToken)
    {
        var job = await JobAsync(pipeline, cancellationToken);
        var query = new Statement(
            "SELECT number, kind, item_key, body, who FROM pipeline_inbox WHERE job_id = @job AND answer_time IS NULL AND number > @after ORDER BY number LIMIT @most",
            ("job", job), ("after", after), ("most", most));
        return await QueryAsync(
            query,
            static row => new ReceivedItem(
                row.GetInt64(0), new InboxItem(row.GetString(1) == "EVENT" ? InboxKind.Event : InboxKind.Command, row.GetString(2), row.GetString(3), row.GetString(4))),
            cancellationToken);
    }

    public async Task<InboxAnswer?> FindAnswerAsync(string pipeline, long number, CancellationToken cancellationToken)
    {
        var job = await JobAsync(pipeline, cancellationToken);
        var query = new Statement(
            "SELECT is_done, answer FROM pipeline_inbox WHERE job_id = @job AND number = @number AND answer_time IS NOT NULL", ("job", job), ("number", number));
        return (await QueryAsync(query, row => new InboxAnswer(number, row.GetBoolean(0), row.GetString(1)), cancellationToken)).SingleOrDefault();
    }

    public async ValueTask DisposeAsync()
    {
        await _connector.DisposeAsync();
        await database.DisposeAsync();
    }

    private static string KindText(InboxKind kind) => kind == InboxKind.Event ? "EVENT" : "COMMAND";

    // Changes no row where the lease was lost, and renews it else.
    private static Statement Fence(long job, Lease lease) =>
        new("UPDATE pipeline_control SET beat = beat + 1 WHERE job_id = @job AND token = @token AND owner IS NOT NULL", ("job", job), ("token", lease.Token));

    // Whether the batch is to be written: not where it was written by an earlier attempt whose outcome its caller did not learn.
    private static async Task<bool> FenceAsync(SqlSession session, long job, Lease lease, AppendBatch batch, CancellationToken cancellationToken)
    {
        var last = batch.After + batch.Changes.Count;
        var fence = new Statement(
            "UPDATE pipeline_control SET last_sequence = @last, beat = beat + 1 WHERE job_id = @job AND token = @token AND owner IS NOT NULL AND last_sequence = @after",
            ("last", last), ("job", job), ("token", lease.Token), ("after", batch.After));
        if (await session.ExecuteAsync(fence, cancellationToken) == 1)
        {
            return true;
        }

        var query = new Statement("SELECT last_sequence FROM pipeline_control WHERE job_id = @job AND token = @token AND owner IS NOT NULL", ("job", job), ("token", lease.Token));
        var found = await session.QueryAsync(query, static row => row.GetInt64(0), cancellationToken);
        return found switch
        {
            [] => throw new LeaseLostException(lease.Pipeline),
            _ when found[0] == last => false,
            _ => throw new UnreachableException($"The journal of '{lease.Pipeline}' has {found[0]} changes, and its owner knows {batch.After}: something else than an owner has written it."),
        };
    }

    private List<Statement> Statements(long job, Lease lease, AppendBatch batch)
    {
        var projection = new RunProjection(database, job, lease);
        var statements = new List<Statement>(2 * batch.Changes.Count + batch.Answers.Count);
        if (batch.Schedule is { } schedule)
        {
            statements.Add(ScheduleQueries.Write(job, schedule, time.GetUtcNow()));
        }

        var sequence = batch.After;
        foreach (var change in batch.Changes)
        {
            sequence++;
            statements.Add(new(
                "INSERT INTO pipeline_journal (job_id, sequence, run_id, body, create_time) VALUES (@job, @sequence, @run, @body, @at)",
                ("job", job), ("sequence", sequence), ("run", change.RunId), ("body", ChangeJson.Write(change)), ("at", change.At)));
            projection.Add(change, sequence, statements);
        }

        statements.AddRange(batch.Outbox.Select(alert => AlertOutbox.Add(job, alert, time.GetUtcNow())));
        statements.AddRange(batch.Deliveries.Select(delivery => AlertOutbox.Update(job, delivery)));
        foreach (var answer in batch.Answers)
        {
            statements.Add(new(
                "UPDATE pipeline_inbox SET answer_time = @now, is_done = @done, answer = @answer WHERE job_id = @job AND number = @number",
                ("now", time.GetUtcNow()), ("done", answer.IsDone), ("answer", answer.Text), ("job", job), ("number", answer.Number)));
        }

        return statements;
    }

    private Task<List<T>> QueryAsync<T>(Statement query, Func<System.Data.Common.DbDataReader, T> read, CancellationToken cancellationToken) =>
        _connector.UseAsync(session => session.QueryAsync(query, read, cancellationToken), cancellationToken);

    private async Task<long> JobAsync(string pipeline, CancellationToken cancellationToken)
    {
        if (_jobs.TryGetValue(pipeline, out var job))
        {
            return job;
        }

        var query = new Statement("SELECT id FROM pipeline_job_definition WHERE job_name = @name", ("name", pipeline));
        var jobs = await QueryAsync(query, static row => row.GetInt64(0), cancellationToken);
        job = jobs is [var known] ? known : await _connector.WriteAsync(session => AddJobAsync(session, pipeline, query, cancellationToken), cancellationToken);
        return _jobs[pipeline] = job;
    }

    // Version 0: known by name, no definition was published.
    private async Task<long> AddJobAsync(SqlSession session, string pipeline, Statement query, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            new(
                """
                INSERT INTO pipeline_job_definition (job_name, job_type, version, dag_definition, create_time, update_time)
                VALUES (@name, 'STREAMING', 0, '{}', @now, @now) ON CONFLICT (job_name) DO NOTHING
                """,
                ("name", pipeline), ("now", time.GetUtcNow())),
            cancellationToken);
        var job = (await session.QueryAsync(query, static row => row.GetInt64(0), cancellationToken))[0];
        await session.ExecuteAsync(new("INSERT INTO pipeline_control (job_id) VALUES (@job) ON CONFLICT (job_id) DO NOTHING", ("job", job)), cancellationToken);
        return job;
    }
}
