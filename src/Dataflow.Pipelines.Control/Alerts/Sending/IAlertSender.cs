namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Sends notifications, apart from its caller.</summary>
internal interface IAlertSender
{
    /// <summary>Queues a notification; returns at once.</summary>
    /// <returns>False if it was refused, which is reported too.</returns>
    bool Send(string channel, AlertNotification notification);

    /// <summary>Stops. What was not delivered is reported as <see cref="DeliveryOutcome.Stopped"/>.</summary>
    /// <param name="drains">Whether each waiting notification has one more attempt, within a limit; else it stops at once.</param>
    Task StopAsync(bool drains);
}
