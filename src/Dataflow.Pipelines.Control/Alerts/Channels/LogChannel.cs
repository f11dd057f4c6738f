using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Writes notifications to the log, at the level of their severity; a resolved alert is information.</summary>
public sealed class LogChannel : IAlertChannel
{
    private readonly ILogger _logger;

    /// <summary>Creates the channel.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="logger">Where it writes.</param>
    public LogChannel(string name, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(logger);
        Name = ChannelCheck.Name(name);
        _logger = logger;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task SendAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        _logger.Log(
            LevelOf(notification),
            "{Kind} of '{Pipeline}', node '{Node}', run {Run}: {Status}. {Message} Trigger: {Trigger}. Id: {Id}.",
            notification.Approval is null ? "Alert" : "Approval",
            AlertText.SingleLine(notification.Pipeline),
            AlertText.SingleLine(notification.Node),
            AlertText.SingleLine(notification.Run ?? "none"),
            AlertText.Of(notification.Status),
            AlertText.SingleLine(notification.Message),
            AlertText.SingleLine(notification.Trigger),
            AlertText.SingleLine(notification.Id));
        return Task.CompletedTask;
    }

    private static LogLevel LevelOf(AlertNotification notification) => notification switch
    {
        { Status: AlertStatus.Resolved } or { Severity: Severity.Info } => LogLevel.Information,
        { Severity: Severity.Critical } => LogLevel.Critical,
        _ => LogLevel.Warning,
    };
}
