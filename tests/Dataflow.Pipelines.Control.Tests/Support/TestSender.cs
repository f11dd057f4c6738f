using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>A sender that an instance has created. It delivers at once, or holds notifications until it is stopped.</summary>
internal sealed class TestSender(ActorWorld world, IDeliveryLog log) : IAlertSender
{
    private readonly List<(string Channel, AlertNotification Notification)> _waiting = [];

    public List<AlertNotification> Sent { get; } = [];

    /// <summary>Whether it was stopped, and then whether it was drained.</summary>
    public bool? Drained { get; private set; }

    public bool Send(string channel, AlertNotification notification)
    {
        Assert.Null(Drained);
        Sent.Add(notification);
        if (world.Delivers)
        {
            Report(channel, notification, DeliveryOutcome.Delivered);
        }
        else
        {
            _waiting.Add((channel, notification));
        }

        return true;
    }

    public Task StopAsync(bool drains)
    {
        Drained = drains;
        foreach (var (channel, notification) in _waiting)
        {
            Report(channel, notification, drains && world.Delivers ? DeliveryOutcome.Delivered : DeliveryOutcome.Stopped);
        }

        return Task.CompletedTask;
    }

    private void Report(string channel, AlertNotification notification, DeliveryOutcome outcome) =>
        log.Report(new DeliveryReport(channel, notification, outcome, 1, world.Time.GetUtcNow()));
}
