using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Writes to the delivery log, and to the logger what a person should see. A fault of the delivery log does not end a queue.</summary>
internal sealed class DeliveryReporter(IDeliveryLog log, AlertSenderOptions options)
{
    public void Refused(string channel, AlertNotification notification, string reason) => Report(channel, notification, DeliveryOutcome.Refused, 0, reason);

    public void Report(string channel, AlertNotification notification, DeliveryOutcome outcome, int attempt, string? reason, TimeSpan? next = null)
    {
        var now = options.Time.GetUtcNow();
        var id = AlertText.SingleLine(notification.Id);
        options.Logger.Log(
            LevelOf(outcome),
            "Notification {Id} on alert channel '{Channel}': {Outcome} after {Attempts} attempts. {Reason}",
            id,
            channel,
            outcome,
            attempt,
            AlertText.SingleLine(reason ?? ""));
        try
        {
            log.Report(new DeliveryReport(channel, notification, outcome, attempt, now, reason, now + next));
        }
        catch (Exception fault)
        {
            options.Logger.LogError(fault, "Notification {Id} on alert channel '{Channel}': the outcome {Outcome} could not be recorded.", id, channel, outcome);
        }
    }

    /// <summary>An error is a notification that no person gets.</summary>
    private static LogLevel LevelOf(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => LogLevel.Debug,
        DeliveryOutcome.GivenUp or DeliveryOutcome.Refused => LogLevel.Error,
        _ => LogLevel.Warning,
    };
}
