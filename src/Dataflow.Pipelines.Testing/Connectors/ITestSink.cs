namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A sink, independent of its record type.</summary>
internal interface ITestSink
{
    /// <summary>The pipeline has stopped or crashed: its uncommitted records are dropped.</summary>
    void Restart();
}
