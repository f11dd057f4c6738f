using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;
using Dataflow.Pipelines.Testing.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>The contract detects the faults that its rules describe.</summary>
public sealed class FaultySourceTests
{
    public static TheoryData<SourceFault, string, string> Faults() => new()
    {
        { SourceFault.DoesNotWake, "existing entries are read, each once", "has not called SourceContext.Wake" },
        { SourceFault.LosesAnEntry, "existing entries are read, each once", "5000 entries" },
        { SourceFault.ReadsAnEntryTwice, "existing entries are read, each once", "" },
        { SourceFault.ReadsAChunkTwice, "existing entries are read, each once", "or a later one is next" },
        { SourceFault.ReadsAnUnknownSplit, "existing entries are read, each once", "reads a split with index 77 that it has not added" },
        { SourceFault.AddsTwice, "existing entries are read, each once", "adds source[0] twice" },
        { SourceFault.GivesAnIndexTwice, "existing entries are read, each once", "adds source[1] with index 0, which source[0] has" },
        { SourceFault.LosesAnEntry, "entries that are appended later are read", "" },
        { SourceFault.StartsOver, "it continues at the position of a checkpoint", "The entries that were read" },
        { SourceFault.RepeatsTheLast, "it continues at the position of a checkpoint", "The entries that were read" },
        { SourceFault.RestoresItsOwnLane, "it continues with another number of lanes", "" },
        { SourceFault.ReadsAllInEachLane, "it continues with another number of lanes", "is read by 3 lanes at a time" },
        { SourceFault.ContinuesAtThePositionOfTheService, "the checkpoint decides, not the positions reported to the service", "" },
        { SourceFault.LosesWhatComesBehindACommit, "positions are committed while it reads", "" },
        { SourceFault.EndsAtADrain, "a drain ends it after the existing entries", "The entries read until the end of a drain" },
        { SourceFault.DoesNotDrain, "a drain ends it after the existing entries", "every lane ends after a drain" },
        { SourceFault.ForgetsTheEnd, "a drain ends it after the existing entries", "every lane ends after a drain" },
        { SourceFault.DoesNotClose, "it can be closed at any moment", "is closed" },
        { SourceFault.UsesItsMemoryAgain, "an entry does not change until its chunk is released", "The entries of a chunk, before it is released" },
        { SourceFault.IsSilentWithoutSplits, "a lane without splits reports it", "each lane reports its splits" },
        { SourceFault.WaitsForItsService, "a service that cannot be reached is an error in time", "the source is opened, or fails" },
        { SourceFault.AlwaysReportsHealthy, "a service that cannot be reached is an error in time", "reports one that can be used" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_breaks_the_rule_that_describes_it(SourceFault fault, string rule, string message)
    {
        var breach = await Assert.ThrowsAsync<ContractException>(() => new Contract(fault).CheckAsync(rule));
        Assert.Contains(message, breach.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SourceContract.Rules), MemberType = typeof(SourceContract))]
    public Task Without_a_fault_no_rule_is_broken(string rule) => new Contract(SourceFault.None).CheckAsync(rule);

    private sealed class Contract(SourceFault fault) : RecordSourceContract<Entry>
    {
        private readonly Ledger _ledger = new(books: 4);

        protected override int Splits => 4;

        // Limit of the wait for an event that never occurs. The result does not depend on it: a busy machine only finds the fault later.
        protected override TimeSpan Limit => fault == SourceFault.None ? base.Limit : TimeSpan.FromSeconds(1);

        protected override IRecordSource<Entry> CreateSource() => new FaultySource(_ledger, fault);

        protected override IRecordSource<Entry> CreateUnreachable() => new FaultySource(new Ledger(4, isReachable: false), fault);

        protected override ValueTask<IReadOnlyList<Entry>> AppendAsync(int count) => ValueTask.FromResult(_ledger.Append(count));
    }
}
