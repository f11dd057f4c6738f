using System.Data.Common;
using static Dataflow.Pipelines.Control.Stores.Sql.NullableColumns;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>The statements of the schedules of pipelines.</summary>
internal static class ScheduleQueries
{
    /// <summary>Writes what the class states and when it fires next; counts stay.</summary>
    public static Statement Write(long job, ScheduleState schedule, DateTimeOffset now) =>
        new(
            """
            INSERT INTO pipeline_job_schedule (job_id, schedule_type, cron_expression, event_topic, enabled, next_trigger_time, create_time, update_time)
            VALUES (@job, @type, @crons, @events, (SELECT NOT is_paused FROM pipeline_control WHERE job_id = @job), @next, @now, @now)
            ON CONFLICT (job_id) DO UPDATE SET schedule_type = @type, cron_expression = @crons, event_topic = @events, next_trigger_time = @next, update_time = @now
            """,
            ("job", job), ("type", schedule.Type), ("crons", schedule.Crons), ("events", schedule.Events), ("next", schedule.Next), ("now", now));

    /// <summary>A cron has fired, or an event that a trigger names was taken.</summary>
    public static Statement Triggered(long job, DateTimeOffset instant, DateTimeOffset at) =>
        new(
            "UPDATE pipeline_job_schedule SET last_trigger_time = @instant, trigger_count = trigger_count + 1, update_time = @at WHERE job_id = @job",
            ("instant", instant), ("at", at), ("job", job));

    /// <summary>The pipeline was paused, or goes on.</summary>
    public static IEnumerable<Statement> Enabled(long job, bool isEnabled, DateTimeOffset at) =>
    [
        new("UPDATE pipeline_job_schedule SET enabled = @enabled, update_time = @at WHERE job_id = @job", ("enabled", isEnabled), ("at", at), ("job", job)),
        new("UPDATE pipeline_job_definition SET enabled = @enabled WHERE id = @job", ("enabled", isEnabled), ("job", job)),
    ];

    /// <summary>The schedule of a pipeline.</summary>
    public static Statement Find(string pipeline) =>
        new(
            """
            SELECT s.schedule_type, s.cron_expression, s.event_topic, s.enabled, s.last_trigger_time, s.next_trigger_time, s.trigger_count, s.missed_count
            FROM pipeline_job_schedule s JOIN pipeline_job_definition d ON d.id = s.job_id WHERE d.job_name = @pipeline
            """,
            ("pipeline", pipeline));

    public static ScheduleInfo Read(DbDataReader row) => new(
        row.GetString(0), Lines(row, 1), Lines(row, 2), row.GetBoolean(3), Instant(row, 4), Instant(row, 5), row.GetInt64(6), row.GetInt64(7));

    private static string[] Lines(DbDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetString(column).Split('\n');
}
