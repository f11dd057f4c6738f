using System.Collections.Concurrent;
using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>A channel of a user.</summary>
internal sealed class TestChannel(string name, Func<int, CancellationToken, Task> send) : IAlertChannel
{
    private int _attempts;

    public ConcurrentQueue<string> Sent { get; } = new();

    public string Name => name;

    public async Task SendAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        await send(++_attempts, cancellationToken);
        Sent.Enqueue(notification.Id);
    }
}
