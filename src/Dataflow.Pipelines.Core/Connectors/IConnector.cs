namespace Dataflow.Pipelines.Connectors;

/// <summary>The value of an expression-bodied property of a pipeline: the configuration of a source or sink, not opened yet.</summary>
public interface IConnector
{
    /// <summary>Whether its service can be reached; never throws for an unreachable service.</summary>
    ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken);
}
