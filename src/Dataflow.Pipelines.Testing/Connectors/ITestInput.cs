namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>The input that a test pushes into, for both forms of sources.</summary>
internal interface ITestInput<T>
    where T : struct, IRecord<T>
{
    IReadOnlyDictionary<int, long> Committed { get; }

    void Append(int partition, in T record);

    /// <exception cref="InvalidOperationException">The source has no messages.</exception>
    void AppendMessage(int partition, byte[] message);
}
