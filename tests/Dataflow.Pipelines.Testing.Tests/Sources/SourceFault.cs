namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>Typical faults of sources.</summary>
public enum SourceFault
{
    None,
    DoesNotWake,
    LosesAnEntry,
    ReadsAnEntryTwice,
    ReadsAChunkTwice,
    ReadsAnUnknownSplit,
    AddsTwice,
    GivesAnIndexTwice,
    BeginsAnew,
    RepeatsTheLast,
    RestoresItsOwnLane,
    ReadsAllInEachLane,
    GoesOnWhereTheServiceWasTold,
    LosesWhatComesBehindACommit,
    EndsAtADrain,
    DoesNotDrain,
    ForgetsTheEnd,
    DoesNotClose,
    UsesItsMemoryAgain,
    IsSilentWithoutSplits,
    WaitsForItsService,
    SaysThatItIsWell,
}
