namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A sink whatever its record type.</summary>
internal interface ITestSink
{
    /// <summary>A life has ended: what it had written and not committed is gone.</summary>
    void Restart();
}
