using System.ComponentModel;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>How the health of a node is checked. Immutable.</summary>
/// <param name="interval">Time between two checks.</param>
/// <param name="connector">Creates the connector to check, from the pipeline object.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NodeHealthCheck(TimeSpan interval, Func<object, IConnector> connector)
{
    /// <summary>Time between two checks.</summary>
    public TimeSpan Interval { get; } = interval;

    /// <summary>Creates the connector to check.</summary>
    public Func<object, IConnector> Connector { get; } = connector;

    /// <summary>Address that answers 2xx where it is healthy; <see langword="null"/>: the connector is asked.</summary>
    public string? Endpoint { get; init; }
}
