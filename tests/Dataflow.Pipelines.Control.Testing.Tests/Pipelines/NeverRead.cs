using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Control.Testing.Tests.Pipelines;

/// <summary>A source that no test opens.</summary>
public sealed class NeverRead : RecordSource<Number>
{
    public override ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("It was asked.");

    protected override Task ReadAsync(RecordFeed<Number> feed, CancellationToken stop) => throw new InvalidOperationException("It was opened.");
}
