namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>
/// Sends notifications over named channels. Each channel has a queue of its own: one that does not work delays no other, and its notifications stay in order.
/// A full queue refuses: what is queued is older and is reported as still being tried.
/// </summary>
internal sealed class AlertSender : IAsyncDisposable
{
    private readonly Dictionary<string, ChannelQueue> _queues = new(StringComparer.Ordinal);
    private readonly DeliveryReporter _reporter;

    public AlertSender(IEnumerable<IAlertChannel> channels, IDeliveryLog log, AlertSenderOptions options)
    {
        _reporter = new DeliveryReporter(log, options);
        foreach (var channel in channels)
        {
            if (_queues.ContainsKey(channel.Name))
            {
                throw new ArgumentException($"Two alert channels have the name '{channel.Name}'. Give each its own.");
            }

            // A Random is not thread-safe: each queue has its own, from the same seed.
            _queues.Add(channel.Name, new ChannelQueue(channel, _reporter, options, new Random(options.Random.Next())));
        }
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

    /// <summary>Stops sending. What was not delivered is reported as <see cref="DeliveryOutcome.Stopped"/>.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_queues.Values.Select(static queue => queue.DisposeAsync().AsTask()));
}
