namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>What authors of sources do wrong.</summary>
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
