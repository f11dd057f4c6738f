using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Tests.Sensors;

/// <summary>A placeholder for a real connector: a test that opens it fails.</summary>
public sealed class Unopened<T> : IMessageSource<T, JsonFormat<T>>, ISink<T>
    where T : struct, IRecord<T>
{
    JsonFormat<T> IMessageSource<T, JsonFormat<T>>.Format => default;

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => throw Opened();

    ValueTask<ISourceReader<MessageChunk>> IMessageSource<T, JsonFormat<T>>.OpenAsync(SourceContext context, CancellationToken cancellationToken) => throw Opened();

    ValueTask<ISinkWriter<T>> ISink<T>.OpenAsync(SinkContext context, CancellationToken cancellationToken) => throw Opened();

    private static InvalidOperationException Opened() => new("A connector of the pipeline class was opened.");
}
