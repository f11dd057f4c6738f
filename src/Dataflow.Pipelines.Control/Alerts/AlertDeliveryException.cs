namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>A receiver has not accepted a notification. The message is recorded and shown: it must not contain a secret.</summary>
/// <param name="message">What failed, why, and what to do.</param>
/// <param name="innerException">The cause.</param>
public sealed class AlertDeliveryException(string message, Exception? innerException) : Exception(message, innerException)
{
    /// <summary>Without a cause or a message.</summary>
    public AlertDeliveryException()
        : this("The receiver has not accepted the notification.")
    {
    }

    /// <summary>Without a cause.</summary>
    /// <param name="message">What failed, why, and what to do.</param>
    public AlertDeliveryException(string message)
        : this(message, null)
    {
    }

    /// <summary>Whether another attempt fails in the same way, for example because an address is wrong. No other attempt is made then.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>The receiver accepts no other attempt before this time has passed; null if it named none.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
