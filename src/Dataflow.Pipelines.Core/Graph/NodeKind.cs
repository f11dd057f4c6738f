namespace Dataflow.Pipelines.Graph;

/// <summary>What a node does.</summary>
public enum NodeKind
{
    /// <summary>Reads records.</summary>
    Source,

    /// <summary>One record out for each in.</summary>
    Map,

    /// <summary>Lets records through or drops them.</summary>
    Filter,

    /// <summary>At most one record out for each in.</summary>
    FilterMap,

    /// <summary>One record out for each in, or a reject.</summary>
    MapOrReject,

    /// <summary>Any number of records out for each in.</summary>
    FlatMap,

    /// <summary>The rejected records of nodes.</summary>
    Rejected,

    /// <summary>The records that arrived too late for a window.</summary>
    Late,

    /// <summary>A side output.</summary>
    Side,

    /// <summary>Merges several streams.</summary>
    Union,

    /// <summary>First record of each key.</summary>
    Deduplicate,

    /// <summary>One of every n records of each key.</summary>
    Sample,

    /// <summary>Aggregates by event time.</summary>
    Window,

    /// <summary>Pairs the records of two streams.</summary>
    Join,

    /// <summary>Writes records.</summary>
    Sink,

    /// <summary>Calls a method in runs.</summary>
    Task,

    /// <summary>Runs a program in runs.</summary>
    Process,

    /// <summary>Executes statements of SQL in runs.</summary>
    Sql,

    /// <summary>Waits in runs for the decision of people.</summary>
    Approval,
}
