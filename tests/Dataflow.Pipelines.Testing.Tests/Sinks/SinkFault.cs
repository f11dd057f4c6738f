namespace Dataflow.Pipelines.Testing.Tests.Sinks;

/// <summary>Typical faults of sinks.</summary>
public enum SinkFault
{
    None,
    LosesTheLast,
    ShowsWhatIsWritten,
    ShowsWhatIsPrepared,
    ForgetsToRecover,
    KeepsWhatWasNotPrepared,
    StoresAtEachCommit,
    StoresAgainAtRecovery,
    RecoversItsOwnLane,
    PreparesRecordsAfterTheBarrier,
    KeepsTheBatch,
    NeverReleases,
    FailsWithoutRecords,
    DoesNotClose,
    FailsInTheBackground,
    WaitsForItsService,
    AlwaysReportsHealthy,
}
