using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>The statements of the outbox. What became of a notification decides nothing, and is no change of the journal: its row is updated.</summary>
internal static class AlertOutbox
{
    /// <summary>The notifications that are to be sent, oldest first: number of the alert, channel, body.</summary>
    public static Statement Pending(long job) =>
        new("SELECT alert_number, channel, body FROM pipeline_alert_delivery WHERE job_id = @job AND status = 'PENDING' ORDER BY id", ("job", job));

    /// <summary>Puts a notification into the outbox.</summary>
    public static Statement Add(long job, OutgoingAlert alert, DateTimeOffset now) =>
        new(
            """
            INSERT INTO pipeline_alert_delivery (job_id, notification_id, alert_number, channel, body, status, create_time, update_time)
            VALUES (@job, @id, @alert, @channel, @body, 'PENDING', @now, @now)
            """,
            ("job", job), ("id", alert.Notification.Id), ("alert", alert.Alert), ("channel", alert.Channel), ("body", OutgoingJson.Write(alert.Notification)),
            ("now", now));

    /// <summary>Records what became of it. A report that comes late, from an instance that has lost its lease, does not change the end.</summary>
    public static Statement Update(long job, DeliveryReport report) =>
        new(
            """
            UPDATE pipeline_alert_delivery SET status = @status, attempts = @attempts, last_error = @reason, update_time = @at, next_attempt_time = @next
            WHERE job_id = @job AND notification_id = @id AND status = 'PENDING'
            """,
            ("status", StatusOf(report.Outcome)), ("attempts", report.Attempt), ("reason", report.Reason), ("at", report.At), ("next", report.NextAttempt), ("job", job),
            ("id", report.Notification.Id));

    private static string StatusOf(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => "DELIVERED",
        DeliveryOutcome.GivenUp => "GIVEN_UP",
        DeliveryOutcome.Refused => "REFUSED",
        _ => "PENDING",
    };
}
