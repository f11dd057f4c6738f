namespace Dataflow.Pipelines;

/// <summary>How grave an alert is.</summary>
public enum Severity
{
    /// <summary>Someone should look.</summary>
    Warning,

    /// <summary>For the record.</summary>
    Info,

    /// <summary>Someone must look now.</summary>
    Critical,
}
