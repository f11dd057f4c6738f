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
    StartsOver,
    RepeatsTheLast,
    RestoresItsOwnLane,
    ReadsAllInEachLane,
    ContinuesAtThePositionOfTheService,
    LosesWhatComesBehindACommit,
    EndsAtADrain,
    DoesNotDrain,
    ForgetsTheEnd,
    DoesNotClose,
    UsesItsMemoryAgain,
    IsSilentWithoutSplits,
    WaitsForItsService,
    AlwaysReportsHealthy,
}
