namespace Dataflow.Pipelines.Checkpoints;

/// <summary>When the next checkpoint may start.</summary>
internal enum CheckpointDue
{
    /// <summary>No checkpoint was asked for, or one is under way.</summary>
    No,

    /// <summary>One was asked for: after the minimum pause.</summary>
    AfterPause,

    /// <summary>The last one: at once.</summary>
    Now,
}
