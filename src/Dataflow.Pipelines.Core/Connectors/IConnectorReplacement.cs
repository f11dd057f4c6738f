namespace Dataflow.Pipelines.Connectors;

/// <summary>Replaces the connectors that a pipeline class declares, for tests and rehearsals.</summary>
public interface IConnectorReplacement
{
    /// <summary>The source that a node reads, of records.</summary>
    /// <param name="node">Id of the node.</param>
    /// <param name="declared">The connector that the class's property returned; not opened yet.</param>
    /// <returns>The same for every lane.</returns>
    IRecordSource<T> Source<T>(string node, IRecordSource<T> declared)
        where T : struct, IRecord<T>;

    /// <summary>The source that a node reads, of messages in a format.</summary>
    /// <param name="node">Id of the node.</param>
    /// <param name="declared">The connector that the class's property returned; not opened yet.</param>
    /// <returns>The same for every lane.</returns>
    IMessageSource<T, TFormat> Source<T, TFormat>(string node, IMessageSource<T, TFormat> declared)
        where T : struct, IRecord<T>
        where TFormat : struct, IRecordFormat<T>;

    /// <summary>The sink that a node writes.</summary>
    /// <param name="node">Id of the node.</param>
    /// <param name="declared">The connector that the class's property returned; not opened yet.</param>
    /// <returns>The same for every lane.</returns>
    ISink<T> Sink<T>(string node, ISink<T> declared)
        where T : struct, IRecord<T>;
}
