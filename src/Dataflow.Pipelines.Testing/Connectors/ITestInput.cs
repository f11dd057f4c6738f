namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>What a test pushes into, whatever the form of the source.</summary>
internal interface ITestInput<T>
    where T : struct, IRecord<T>
{
    IReadOnlyDictionary<int, long> Committed { get; }

    void Append(int partition, in T record);

    /// <exception cref="InvalidOperationException">The source has no messages.</exception>
    void AppendMessage(int partition, byte[] message);
}
