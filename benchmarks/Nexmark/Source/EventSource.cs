using Dataflow.Pipelines;
using Dataflow.Pipelines.Connectors;
using Nexmark.Events;

namespace Nexmark.Source;

/// <summary>A bounded source of the events of one kind; it creates them while they are read.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class EventSource<T> : IRecordSource<T>
    where T : struct, IRecord<T>
{
    private readonly Func<EventStream<T>> _open;

    internal EventSource(Func<EventStream<T>> open) => _open = open;

    /// <inheritdoc/>
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "events are generated, not read"));

    /// <inheritdoc/>
    public ValueTask<ISourceReader<RecordChunk<T>>> OpenAsync(SourceContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var events = _open();
        events.Place = context.Restored.Select(static r => r.Next).FirstOrDefault();
        return ValueTask.FromResult<ISourceReader<RecordChunk<T>>>(new EventReader<T>(events, context.Node));
    }
}
