namespace Dataflow.Pipelines.Checkpoints;

/// <summary>The phase of the checkpoint under way.</summary>
internal enum CheckpointPhase
{
    /// <summary>None is under way.</summary>
    None,

    /// <summary>Barriers are on their way, and lanes store their state.</summary>
    Gathering,

    /// <summary>The state of all lanes is durable: the manifest is being written.</summary>
    Writing,

    /// <summary>The manifest is durable: the sinks commit, then the sources.</summary>
    Committing,

    /// <summary>The last one is committed: the job ends.</summary>
    Over,

    /// <summary>One did not complete, and that is not tolerated: the job fails.</summary>
    Failed,
}
