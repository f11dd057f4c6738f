using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>The common part of the contracts for both forms of sources.</summary>
/// <typeparam name="TChunk">The chunk type of the source.</typeparam>
public abstract class SourceContract<TChunk> : SourceContract
    where TChunk : SourceChunk
{
    private protected SourceContract()
    {
    }

    /// <summary>How long to wait for an expected event. Default: 30 seconds.</summary>
    protected virtual TimeSpan Limit => TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the source ends by itself at the end of its data at the time it is opened, as for a file that is no longer written: then entries that are appended later are read
    /// by the next start. Default: it waits for more.
    /// </summary>
    protected virtual bool Ends => false;

    /// <summary>Number of entries that a rule reads: more than a chunk or a page of the service, so that a rule can stop in the middle. Default: 5,000.</summary>
    protected virtual int Entries => 5_000;

    /// <summary>How often a rule stops the source and starts it again. Default: 5.</summary>
    protected virtual int Restarts => 5;

    /// <summary>Splits of the source: parts that are read in order, each with its own position. Default: 1.</summary>
    protected virtual int Splits => 1;

    /// <summary>
    /// Whether splits move from one lane to another while the source reads, as the partitions of a consumer group do. Default: no.
    /// </summary>
    protected virtual bool MovesSplits => false;

    /// <summary>Checks a rule. Each rule is checked with its own contract object and service.</summary>
    /// <param name="rule">One of <see cref="SourceContract.Rules"/>.</param>
    /// <exception cref="ContractException">The source violates it.</exception>
    public Task CheckAsync(string rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var rules = new SourceRules<TChunk>(this);
        return rule switch
        {
            Reads => rules.ReadsAsync(),
            ReadsOn => rules.ReadsOnAsync(),
            GoesOn => rules.GoesOnAsync(),
            ChangesLanes => rules.ChangesLanesAsync(),
            GoesBack => rules.GoesBackAsync(),
            Commits => rules.CommitsAsync(),
            Drains => rules.DrainsAsync(),
            Closes => rules.ClosesAsync(),
            Keeps => rules.KeepsAsync(),
            IsVacant => rules.IsVacantAsync(),
            MovesOn => rules.MovesOnAsync(),
            IsUnreachable => rules.IsUnreachableAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "no rule of this contract"),
        };
    }

    internal SourceContractSettings Settings => new(Limit, Ends, Entries, Restarts, Splits, MovesSplits);

    internal abstract IConnector Create();

    internal abstract IConnector? CreateLost();

    internal abstract ValueTask<ISourceReader<TChunk>> OpenAsync(IConnector source, SourceContext context);

    /// <summary>Puts entries into the service; returns each as a unique text.</summary>
    internal abstract ValueTask<IReadOnlyList<string>> AppendTextsAsync(int count);

    /// <summary>The entries of a chunk, each with the same text.</summary>
    internal abstract IEnumerable<ReadEntry> Read(TChunk chunk);
}
