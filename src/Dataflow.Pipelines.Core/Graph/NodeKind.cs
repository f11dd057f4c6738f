namespace Dataflow.Pipelines.Graph;

/// <summary>What a node does.</summary>
public enum NodeKind
{
    /// <summary>Brings records in.</summary>
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

    /// <summary>What nodes rejected.</summary>
    Rejected,

    /// <summary>What came to a window too late.</summary>
    Late,

    /// <summary>A side output.</summary>
    Side,

    /// <summary>One stream of several.</summary>
    Union,

    /// <summary>First record of each key.</summary>
    Deduplicate,

    /// <summary>One of so many records of each key.</summary>
    Sample,

    /// <summary>Aggregates by event time.</summary>
    Window,

    /// <summary>Pairs the records of two streams.</summary>
    Join,

    /// <summary>Takes records out.</summary>
    Sink,
}
