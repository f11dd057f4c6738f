namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A sink, independent of its record type.</summary>
internal interface ITestSink
{
    /// <summary>A life of the pipeline has ended: its uncommitted records are dropped.</summary>
    void Restart();
}
