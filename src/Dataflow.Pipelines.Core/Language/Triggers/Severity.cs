namespace Dataflow.Pipelines;

/// <summary>How severe an alert is.</summary>
public enum Severity
{
    /// <summary>An operator should look at it.</summary>
    Warning,

    /// <summary>For the record.</summary>
    Info,

    /// <summary>An operator must look at it now.</summary>
    Critical,
}
