namespace Dataflow.Pipelines;

/// <summary>Which firings of a schedule are made up for that fell into a downtime of the host.</summary>
public enum CatchUp
{
    /// <summary>The newest of them.</summary>
    Latest,

    /// <summary>None: the schedule continues with its next firing.</summary>
    None,

    /// <summary>Each of them, in order.</summary>
    All,
}
