namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>What became of a notification on a channel.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Notification">The notification.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Attempt">Count of attempts so far.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why it was not delivered; null if it was.</param>
/// <param name="NextAttempt">When the next attempt is made; null if none is.</param>
internal sealed record DeliveryReport(
    string Channel,
    AlertNotification Notification,
    DeliveryOutcome Outcome,
    int Attempt,
    DateTimeOffset At,
    string? Reason = null,
    DateTimeOffset? NextAttempt = null)
{
    /// <summary>Whether the notification is not sent again, also not after a restart.</summary>
    public bool IsFinal => Outcome is DeliveryOutcome.Delivered or DeliveryOutcome.GivenUp or DeliveryOutcome.Refused;
}
