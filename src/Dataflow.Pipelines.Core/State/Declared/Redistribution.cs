namespace Dataflow.Pipelines.State;

/// <summary>Which lanes get what a lane of the checkpoint held: there may be other lanes now than then.</summary>
internal enum Redistribution
{
    /// <summary>Each entry to the lane that owns its key.</summary>
    ByKey,

    /// <summary>All that a lane held to one lane, in order.</summary>
    ByLane,

    /// <summary>All to every lane.</summary>
    Union,
}
