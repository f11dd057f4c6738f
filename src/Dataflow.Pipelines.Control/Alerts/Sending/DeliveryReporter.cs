using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Writes to the delivery log. A fault of the log is written to the logger and does not end a queue.</summary>
internal sealed class DeliveryReporter(IDeliveryLog log, AlertSenderOptions options)
{
    public void Refused(string channel, AlertNotification notification, string reason) => Report(channel, notification, DeliveryOutcome.Refused, 0, reason);

    public void Report(string channel, AlertNotification notification, DeliveryOutcome outcome, int attempt, string? reason = null, TimeSpan? next = null)
    {
        var now = options.Time.GetUtcNow();
        try
        {
            log.Report(new DeliveryReport(channel, notification, outcome, attempt, now, reason, now + next));
        }
        catch (Exception fault)
        {
            options.Logger.LogError(fault, "That notification {Id} on alert channel '{Channel}' is {Outcome} could not be recorded.", notification.Id, channel, outcome);
        }
    }
}
