namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>A notification that is to be sent. It is durable together with the changes that ask for it, until it was delivered or given up.</summary>
/// <param name="Alert">Number of the alert.</param>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Notification">The notification.</param>
internal sealed record OutgoingAlert(long Alert, string Channel, AlertNotification Notification);
