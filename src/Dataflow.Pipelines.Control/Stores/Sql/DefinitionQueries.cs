using System.Data.Common;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>The statements of published definitions. A version that was published is never changed.</summary>
internal static class DefinitionQueries
{
    private const string Columns =
        """
        SELECT v.version, v.job_type, v.dag_definition, v.create_time, v.created_by
        FROM pipeline_job_definition_version v JOIN pipeline_job_definition d ON d.id = v.job_id WHERE d.job_name = @pipeline
        """;

    /// <summary>Publishes a definition where it differs from the newest one, in the transaction of the session.</summary>
    /// <returns>The number of its version.</returns>
    public static async Task<int> PublishAsync(SqlSession session, long job, PipelineDefinition definition, string owner, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = new Statement("SELECT version, job_type, dag_definition FROM pipeline_job_definition WHERE id = @job", ("job", job));
        var (version, type, json) = (await session.QueryAsync(query, static row => (row.GetInt32(0), row.GetString(1), row.GetString(2)), cancellationToken))[0];
        if (version > 0 && type == definition.JobType && json == definition.Json)
        {
            return version;
        }

        await session.ExecuteAllAsync(
            [
                new(
                    """
                    UPDATE pipeline_job_definition SET job_type = @type, version = @version, dag_definition = @json, description = @description, parallelism = @parallelism, update_time = @now,
                        updated_by = @owner, created_by = COALESCE(created_by, @owner)
                    WHERE id = @job
                    """,
                    ("type", definition.JobType), ("version", version + 1), ("json", definition.Json), ("description", definition.Description.Length == 0 ? null : definition.Description),
                    ("parallelism", definition.Parallelism == 0 ? null : definition.Parallelism), ("now", now), ("owner", Short(owner)), ("job", job)),
                new(
                    """
                    INSERT INTO pipeline_job_definition_version (job_id, version, job_type, dag_definition, create_time, created_by)
                    VALUES (@job, @version, @type, @json, @now, @owner)
                    """,
                    ("job", job), ("version", version + 1), ("type", definition.JobType), ("json", definition.Json), ("now", now), ("owner", Short(owner))),
            ],
            cancellationToken);
        return version + 1;
    }

    /// <summary>The newest versions, newest first.</summary>
    public static Statement List(string pipeline, int most) => new(Columns + " ORDER BY v.version DESC LIMIT @most", ("pipeline", pipeline), ("most", most));

    /// <summary>A version.</summary>
    public static Statement Find(string pipeline, int version) => new(Columns + " AND v.version = @version", ("pipeline", pipeline), ("version", version));

    public static DefinitionInfo Read(DbDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetString(4));

    // The width of the columns.
    private static string Short(string owner) => owner.Length <= 100 ? owner : owner[..100];
}
