using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>Keeps what would be sent, and reports that it was delivered. What a killed host sends again is recognized by its id, as a receiver recognizes it.</summary>
internal sealed class TestSender(List<TestNotification> sent, IDeliveryLog log, TimeProvider time) : IAlertSender
{
    public bool Send(string channel, AlertNotification notification)
    {
        if (sent.TrueForAll(other => other.Content.Id != notification.Id))
        {
            sent.Add(new TestNotification(channel, notification));
        }

        log.Report(new DeliveryReport(channel, notification, DeliveryOutcome.Delivered, 1, time.GetUtcNow()));
        return true;
    }

    public Task StopAsync(bool drains) => Task.CompletedTask;
}
