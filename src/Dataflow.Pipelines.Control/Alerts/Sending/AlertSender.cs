namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>
/// Sends notifications over named channels. Each channel has a queue of its own: one that does not work delays no other, and its notifications stay in order.
/// A full queue refuses the newest: what waits is older and must not be lost silently.
/// </summary>
internal sealed class AlertSender : IAlertSender, IAsyncDisposable
{
    private readonly Dictionary<string, ChannelQueue> _queues = new(StringComparer.Ordinal);
    private readonly DeliveryReporter _reporter;
    private int _isStopped;

    public AlertSender(IEnumerable<IAlertChannel> channels, IDeliveryLog log, AlertSenderOptions options)
    {
        options.Check();
        _reporter = new DeliveryReporter(log, options);
        var all = channels.ToList();

        // Before the first queue starts its loop.
        if (all.GroupBy(static channel => channel.Name, StringComparer.Ordinal).FirstOrDefault(static same => same.Count() > 1) is { Key: var name })
        {
            throw new ArgumentException($"Two alert channels have the name '{name}'. Give each its own.", nameof(channels));
        }

        // A Random is not thread-safe: each queue has its own, from the same seed.
        all.ForEach(channel => _queues.Add(channel.Name, new ChannelQueue(channel, _reporter, options, new Random(options.Random.Next()))));
    }

    /// <summary>Queues a notification. False if it was refused, which is reported too.</summary>
    public bool Send(string channel, AlertNotification notification)
    {
        if (!_queues.TryGetValue(channel, out var queue))
        {
            var known = _queues.Count > 0 ? $"there are {string.Join(", ", _queues.Keys.Order(StringComparer.Ordinal).Select(static name => $"'{name}'"))}" : "there is none";
            _reporter.Refused(channel, notification, $"No alert channel has the name '{channel}': {known}. Add the channel or change the alert.");
            return false;
        }

        return queue.Add(notification);
    }

    /// <summary>
    /// Stops within <see cref="AlertSenderOptions.DrainLimit"/>, in which each waiting notification has one attempt. What was not delivered is reported as
    /// <see cref="DeliveryOutcome.Stopped"/>.
    /// </summary>
    public async ValueTask DisposeAsync() => await StopAsync(drains: true);

    /// <inheritdoc/>
    public async Task StopAsync(bool drains)
    {
        if (Interlocked.Exchange(ref _isStopped, 1) == 0)
        {
            await Task.WhenAll(_queues.Values.Select(queue => queue.StopAsync(drains)));
        }
    }
}
