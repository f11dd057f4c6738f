namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>
/// Sends notifications to people or programs. The control plane calls it for one notification at a time, in order, and calls it again, later, for the same notification
/// where it threw or took too long: a receiver can therefore get a notification twice, with the same <see cref="AlertNotification.Id"/>. A call that ignores its
/// cancellation is abandoned and may still run when the next one begins.
/// </summary>
public interface IAlertChannel
{
    /// <summary>What <c>Channel = "..."</c> of an alert names.</summary>
    string Name { get; }

    /// <summary>
    /// Whether it sends a notification to its <see cref="AlertNotification.Recipients"/>, and to nobody else. Such a channel gets a notification of its own for each approver, with the
    /// approver's own link.
    /// </summary>
    bool SendsToRecipients => false;

    /// <summary>Sends one notification and returns when the receiver has accepted it.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Cancelled when the attempt has taken too long or the control plane stops.</param>
    /// <exception cref="AlertDeliveryException">The receiver did not accept it. Any other exception is a failed attempt too, and is followed by another one.</exception>
    Task SendAsync(AlertNotification notification, CancellationToken cancellationToken);
}
