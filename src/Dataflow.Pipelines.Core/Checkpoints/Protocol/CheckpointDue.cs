namespace Dataflow.Pipelines.Checkpoints;

/// <summary>When the next checkpoint may start.</summary>
internal enum CheckpointDue
{
    /// <summary>No checkpoint was requested, or one is under way.</summary>
    No,

    /// <summary>One was requested: after the minimum pause.</summary>
    AfterPause,

    /// <summary>The last one: immediately.</summary>
    Now,
}
