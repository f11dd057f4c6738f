using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;
using Dataflow.Pipelines.Testing.Sinks;
using Dataflow.Pipelines.Testing.Tests.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sinks;

/// <summary>The contract detects the faults that its rules describe.</summary>
public sealed class ShelfTests
{
    private const string AnyRestarts = "after any restarts each record is visible, seed 1";

    public static TheoryData<SinkFault, string, string> Faults() => new()
    {
        { SinkFault.LosesTheLast, "the records of a checkpoint are visible once it is committed", "The visible records after checkpoint 1: 2497 entries instead of 2500" },
        { SinkFault.ShowsWhatIsWritten, "records that are in no checkpoint are not visible, unless the sink declares that they are", "The visible records before the next checkpoint: 5000 entries instead of 2500" },
        { SinkFault.ShowsWhatIsPrepared, "records that are in no checkpoint are not visible, unless the sink declares that they are", "when the next checkpoint is prepared and not committed" },
        { SinkFault.ForgetsToRecover, "records that were prepared and not committed are committed by the next start", "0 entries instead of 2500" },
        { SinkFault.KeepsWhatWasNotPrepared, "records that were written and not prepared are written again, and are visible once", "5000 entries instead of 2500" },
        { SinkFault.StoresAtEachCommit, "a commit may be repeated", "5000 entries instead of 2500" },
        { SinkFault.StoresAgainAtRecovery, "a commit may be repeated", "after a start from a checkpoint that was committed" },
        { SinkFault.RecoversItsOwnLane, "another number of lanes commits the prepared records", "after a start with 1 lanes" },
        { SinkFault.PreparesRecordsAfterTheBarrier, "it continues to write while a checkpoint is prepared and committed", "when the first checkpoint is committed" },
        { SinkFault.KeepsTheBatch, "it does not use the memory of a batch that it has not retained", "" },
        { SinkFault.NeverReleases, "it does not use the memory of a batch that it has not retained", "The number of batches that were retained and never released" },
        { SinkFault.FailsWithoutRecords, "a checkpoint without records leaves nothing", "the box is empty" },
        { SinkFault.DoesNotClose, "it can be closed at any moment", "the sink is closed" },
        { SinkFault.FailsInTheBackground, "the records of a checkpoint are visible once it is committed", "The sink has failed the job: the box is wet" },
        { SinkFault.WaitsForItsService, "a service that cannot be reached is an error in time", "the sink is opened, or fails" },
        { SinkFault.AlwaysReportsHealthy, "a service that cannot be reached is an error in time", "reports one that can be used" },
        { SinkFault.ForgetsToRecover, AnyRestarts, "entries instead of" },
        { SinkFault.StoresAgainAtRecovery, AnyRestarts, "entries instead of" },
        { SinkFault.KeepsWhatWasNotPrepared, AnyRestarts, "entries instead of" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_breaks_the_rule_that_describes_it(SinkFault fault, string rule, string message)
    {
        var breach = await Assert.ThrowsAnyAsync<Exception>(() => new Contract(fault).CheckAsync(rule));
        Assert.True(breach is ContractException || fault == SinkFault.FailsWithoutRecords, breach.ToString());
        Assert.Contains(message, breach.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SinkContract.Rules), MemberType = typeof(SinkContract))]
    public Task Without_a_fault_no_rule_is_broken(string rule) => new Contract(SinkFault.None).CheckAsync(rule);

    [Theory]
    [MemberData(nameof(SinkContract.Rules), MemberType = typeof(SinkContract))]
    public Task An_at_least_once_sink_may_show_records_before_a_commit_and_repeat_them(string rule) =>
        new Contract(SinkFault.ShowsWhatIsWritten, SinkGuarantee.AtLeastOnce).CheckAsync(rule);

    [Fact]
    public async Task An_at_least_once_sink_must_not_lose_a_record()
    {
        var breach = await Assert.ThrowsAsync<ContractException>(() => new Contract(SinkFault.LosesTheLast, SinkGuarantee.AtLeastOnce).CheckAsync(AnyRestarts));
        Assert.Contains("instead of", breach.Message, StringComparison.Ordinal);
    }

    private sealed class Contract(SinkFault fault, SinkGuarantee guarantee = SinkGuarantee.ExactlyOnce) : SinkContract<Entry>
    {
        private readonly Shelf _shelf = new();

        protected override SinkGuarantee Guarantee => guarantee;

        // Limit of the wait for an event that never occurs. The result does not depend on it: a busy machine only finds the fault later.
        protected override TimeSpan Limit => fault is SinkFault.DoesNotClose or SinkFault.WaitsForItsService ? TimeSpan.FromSeconds(1) : base.Limit;

        protected override ISink<Entry> CreateSink() => new ShelfSink(_shelf, fault);

        protected override ISink<Entry> CreateUnreachable() => new ShelfSink(null, fault);

        protected override Entry RecordOf(int number) => Entry.Of(number);

        protected override ValueTask<IReadOnlyList<Entry>> ReadAsync() => ValueTask.FromResult<IReadOnlyList<Entry>>([.. _shelf.Visible]);
    }
}
