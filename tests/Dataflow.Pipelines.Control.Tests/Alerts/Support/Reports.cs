using System.Threading.Channels;
using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>A delivery log whose reports a test can wait for.</summary>
internal sealed class Reports : IDeliveryLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<DeliveryReport> _reports = Channel.CreateUnbounded<DeliveryReport>();

    public void Report(DeliveryReport report) => _reports.Writer.TryWrite(report);

    public async Task<DeliveryReport> NextAsync()
    {
        var wait = _reports.Reader.ReadAsync().AsTask();
        Assert.True(await Task.WhenAny(wait, Task.Delay(Patience)) == wait, $"Expected a report within {Patience}.");
        return await wait;
    }
}
