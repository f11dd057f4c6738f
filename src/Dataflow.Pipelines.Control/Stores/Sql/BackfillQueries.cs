using System.Data.Common;
using static Dataflow.Pipelines.Control.Stores.Sql.NullableColumns;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>The queries of backfills.</summary>
internal static class BackfillQueries
{
    /// <summary>The newest backfills with the states of their runs, newest first.</summary>
    public static Statement List(string pipeline, int most) =>
        new(
            """
            SELECT b.backfill_number, b.status, b.from_time, b.to_time, b.crons, b.node, b.parallel, b.is_rerun, b.parameters, b.position_time, b.left_out,
                COUNT(CASE WHEN r.status = 'COMPLETED' THEN 1 END), COUNT(CASE WHEN r.status = 'FAILED' THEN 1 END), COUNT(CASE WHEN r.status = 'CANCELLED' THEN 1 END),
                COUNT(CASE WHEN r.is_open = true THEN 1 END), b.requested_by, b.why, b.create_time, b.end_time
            FROM pipeline_backfill b JOIN pipeline_job_definition d ON d.id = b.job_id
            LEFT JOIN pipeline_run r ON r.job_id = b.job_id AND r.backfill_number = b.backfill_number
            WHERE d.job_name = @pipeline GROUP BY b.id ORDER BY b.id DESC LIMIT @most
            """,
            ("pipeline", pipeline), ("most", most));

    /// <summary>The logical times in an interval, with its ends, that have runs. A skipped run is a firing that has opened none.</summary>
    public static Statement LogicalTimes(string pipeline, DateTimeOffset from, DateTimeOffset to) =>
        new(
            """
            SELECT DISTINCT logical_time FROM pipeline_run
            WHERE job_id = (SELECT id FROM pipeline_job_definition WHERE job_name = @pipeline) AND logical_time BETWEEN @from AND @to AND status <> 'SKIPPED'
            """,
            ("pipeline", pipeline), ("from", from), ("to", to));

    public static BackfillInfo Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), Instant(row, 2)!.Value, Instant(row, 3)!.Value, NamesJson.Read(row.GetString(4)), Text(row, 5), row.GetInt32(6), row.GetBoolean(7), Text(row, 8),
        Instant(row, 9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14), row.GetString(15), Text(row, 16), Instant(row, 17)!.Value, Instant(row, 18));

    public static DateTimeOffset ReadTime(DbDataReader row) => row.GetFieldValue<DateTimeOffset>(0);
}
