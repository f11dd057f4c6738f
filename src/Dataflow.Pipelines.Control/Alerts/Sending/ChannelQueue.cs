using System.Threading.Channels;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>The notifications of one channel, sent one after another.</summary>
internal sealed class ChannelQueue : IAsyncDisposable
{
    private readonly string _name;
    private readonly Channel<AlertNotification> _queue;
    private readonly DeliveryReporter _reporter;
    private readonly AlertSenderOptions _options;
    private readonly Delivery _delivery;
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public ChannelQueue(IAlertChannel channel, DeliveryReporter reporter, AlertSenderOptions options, Random random)
    {
        (_name, _reporter, _options) = (channel.Name, reporter, options);
        _queue = Channel.CreateBounded<AlertNotification>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
        _delivery = new Delivery(channel, reporter, options, random);
        _loop = Task.Run(SendAsync);
    }

    public bool Add(AlertNotification notification)
    {
        if (_queue.Writer.TryWrite(notification))
        {
            return true;
        }

        var reason = _drain.IsCancellationRequested
            ? $"Alert channel '{_name}' has stopped."
            : $"{_options.QueueCapacity} notifications wait on alert channel '{_name}' already. The reports of earlier ones name what to repair.";
        _reporter.Refused(_name, notification, reason);
        return false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(drains: true);

    /// <summary>Sends what waits, one attempt each, until the first failure or the end of <see cref="AlertSenderOptions.DrainLimit"/>. Called once.</summary>
    /// <param name="drains">False: nothing more is sent.</param>
    public async Task StopAsync(bool drains)
    {
        await _drain.CancelAsync();
        _queue.Writer.TryComplete();
        try
        {
            await _loop.WaitAsync(drains ? _options.DrainLimit : TimeSpan.Zero, _options.Time);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
            await _loop;
        }

        _drain.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        // Reads to the end after a stop too, so that each notification is reported.
        await foreach (var notification in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (await _delivery.SendAsync(notification, _drain.Token, _stop.Token) == DeliveryOutcome.Stopped)
            {
                // It may be sent again after a restart. What follows must not overtake it: a resolved alert would fire again.
                await _stop.CancelAsync();
            }
        }
    }
}
