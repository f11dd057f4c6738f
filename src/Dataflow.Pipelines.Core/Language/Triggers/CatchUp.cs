namespace Dataflow.Pipelines;

/// <summary>Which firings of a schedule that fell into a downtime of the host are fired afterwards.</summary>
public enum CatchUp
{
    /// <summary>The newest of them.</summary>
    Latest,

    /// <summary>None: the schedule continues with its next firing.</summary>
    None,

    /// <summary>Each of them, in order.</summary>
    All,
}
