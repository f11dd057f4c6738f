using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

internal static class Notifications
{
    public static AlertNotification Of(string id = "orders/load/0:1") => new()
    {
        Id = id,
        Pipeline = "orders",
        Node = "load",
        Run = "r1",
        Status = AlertStatus.Firing,
        Severity = Severity.Critical,
        Message = "Lag is 12 s",
        Trigger = "metrics.lag_seconds > 10",
        At = new DateTimeOffset(2026, 3, 1, 2, 3, 4, TimeSpan.Zero),
    };
}
