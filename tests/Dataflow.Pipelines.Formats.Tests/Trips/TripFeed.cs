using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Formats.Tests.Trips;

/// <summary>A placeholder for a record source; a test replaces it.</summary>
public sealed class TripFeed : IRecordSource<Trip>
{
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => throw new InvalidOperationException();

    public ValueTask<ISourceReader<RecordChunk<Trip>>> OpenAsync(SourceContext context, CancellationToken cancellationToken) => throw new InvalidOperationException();
}
