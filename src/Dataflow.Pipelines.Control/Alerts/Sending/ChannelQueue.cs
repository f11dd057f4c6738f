using System.Threading.Channels;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>The notifications of one channel, sent one after another.</summary>
internal sealed class ChannelQueue : IAsyncDisposable
{
    private readonly string _name;
    private readonly Channel<AlertNotification> _queue;
    private readonly DeliveryReporter _reporter;
    private readonly int _capacity;
    private readonly Delivery _delivery;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public ChannelQueue(IAlertChannel channel, DeliveryReporter reporter, AlertSenderOptions options, Random random)
    {
        _name = channel.Name;
        _reporter = reporter;
        _capacity = options.QueueCapacity;
        _queue = Channel.CreateBounded<AlertNotification>(new BoundedChannelOptions(_capacity) { SingleReader = true });
        _delivery = new Delivery(channel, reporter, options, random);

        // On the pool: a channel that blocks its thread must block only itself.
        _loop = Task.Run(SendAsync);
    }

    public bool Add(AlertNotification notification)
    {
        if (_queue.Writer.TryWrite(notification))
        {
            return true;
        }

        var reason = _stop.IsCancellationRequested
            ? $"Alert channel '{_name}' has stopped."
            : $"{_capacity} notifications wait on alert channel '{_name}' already. The reports of earlier ones name what to repair.";
        _reporter.Refused(_name, notification, reason);
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _queue.Writer.TryComplete();
        await _loop;
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        // Reads to the end after a stop too, so that each notification is reported.
        await foreach (var notification in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            await _delivery.SendAsync(notification, _stop.Token);
        }
    }
}
