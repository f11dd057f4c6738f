namespace Dataflow.Pipelines.State;

/// <summary>Which lanes receive the entries of a lane of the checkpoint: the number of lanes may have changed.</summary>
internal enum Redistribution
{
    /// <summary>Each entry to the lane that owns its key.</summary>
    ByKey,

    /// <summary>All entries of a lane to one lane, in order.</summary>
    ByLane,

    /// <summary>All entries to every lane.</summary>
    Union,
}
