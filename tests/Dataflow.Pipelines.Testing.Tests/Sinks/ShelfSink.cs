using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Tests.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sinks;

/// <summary>Puts boxes on a shelf, with one fault.</summary>
internal sealed class ShelfSink(Shelf? shelf, SinkFault fault) : ISink<Entry>
{
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ConnectorHealth(shelf is not null || fault == SinkFault.AlwaysReportsHealthy, shelf is null ? "there is no shelf" : "a shelf"));

    public async ValueTask<ISinkWriter<Entry>> OpenAsync(SinkContext context, CancellationToken cancellationToken)
    {
        if (shelf is null && fault == SinkFault.WaitsForItsService)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return new ShelfWriter(shelf ?? throw new ConnectorException("there is no shelf"), context, fault);
    }
}
