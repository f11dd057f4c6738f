using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Tests.Sinks;

/// <summary>A folder of files with a line of JSON for each record: the sink of docs/connectors.md.</summary>
public sealed class LinesFolder<T>(string folder) : ISink<T>
    where T : struct, IRecord<T>
{
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ConnectorHealth(Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(folder))), folder));

    public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return ValueTask.FromResult<ISinkWriter<T>>(new LinesWriter<T>(folder, context));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException($"Node '{context.Node}' cannot write to '{folder}': {fault.Message}", fault);
        }
    }
}
