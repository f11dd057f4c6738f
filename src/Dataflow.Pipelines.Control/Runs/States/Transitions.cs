namespace Dataflow.Pipelines.Control.Runs;

/// <summary>A state in which an attempt can be scheduled.</summary>
internal interface ISchedulable
{
    /// <param name="notBefore">The end of the pause before the attempt.</param>
    Scheduled Schedule(DateTimeOffset notBefore) => new(notBefore);
}

/// <summary>A state in which an execution can complete.</summary>
internal interface ICompletable
{
    Completed Complete() => Completed.Instance;
}

/// <summary>A state in which an attempt can fail.</summary>
internal interface IFailable
{
    Failed Fail() => Failed.Instance;
}

/// <summary>A state with an attempt that can be asked to stop.</summary>
internal interface IStoppable
{
    Cancelling Stop() => Cancelling.Instance;
}

/// <summary>A state in which an execution can end as cancelled.</summary>
internal interface ICancellable
{
    Cancelled Cancel() => Cancelled.Instance;
}

/// <summary>A state in which records flow or can flow again.</summary>
internal interface IRunnable
{
    Running Run() => Running.Instance;
}

/// <summary>A state in which an attempt can be prepared.</summary>
internal interface IInitializable
{
    Initializing Initialize() => Initializing.Instance;
}

/// <summary>A state in which a checkpoint can begin.</summary>
internal interface ICheckpointable
{
    Checkpointing Checkpoint() => Checkpointing.Instance;
}

/// <summary>A state in which a checkpoint can fail.</summary>
internal interface ICheckpointFailing
{
    CheckpointFailed FailCheckpoint() => CheckpointFailed.Instance;
}

/// <summary>A state in which an execution can end as failed for good.</summary>
internal interface IAbandonable
{
    Dead Abandon() => Dead.Instance;
}
