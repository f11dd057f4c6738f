namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>What became of a notification, or of one attempt to send it.</summary>
internal enum DeliveryOutcome
{
    /// <summary>The receiver has accepted it.</summary>
    Delivered,

    /// <summary>An attempt failed; another one follows.</summary>
    AttemptFailed,

    /// <summary>The last attempt failed, or one that would fail again.</summary>
    GivenUp,

    /// <summary>It was not queued: the queue is full, no channel has the name, or the sender has stopped.</summary>
    Refused,

    /// <summary>The sender stopped before it was delivered. It is to be sent again after a restart.</summary>
    Stopped,
}
