namespace Dataflow.Pipelines.Connectors;

/// <summary>What an expression-bodied property of a pipeline returns: configuration of a way in or out, nothing opened yet.</summary>
public interface IConnector
{
    /// <summary>Whether what it talks to can be reached; never throws for an unreachable service.</summary>
    ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken);
}
