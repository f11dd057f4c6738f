using System.Globalization;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.Sinks;

/// <summary>
/// The contract of every sink. The tests of a sink inherit it and run <see cref="CheckAsync"/> for each of <see cref="SinkContract.Rules"/>, with any test
/// framework:
/// <code>
/// public sealed class OrderTableTests : SinkContract&lt;Order&gt;
/// {
///     [Theory]
///     [MemberData(nameof(Rules))]
///     public Task It_keeps_the_contract(string rule) => CheckAsync(rule);
///
///     protected override ISink&lt;Order&gt; CreateSink() => new OrderTable(_database.ConnectionString);
///
///     protected override ISink&lt;Order&gt; CreateUnreachable() => new OrderTable("Host=127.0.0.1;Port=1");
///
///     protected override Order RecordOf(int number) => new(number, $"customer {number}");
///
///     protected override async ValueTask&lt;IReadOnlyList&lt;Order&gt;&gt; ReadAsync() { /* the rows that a reader finds in the table */ }
/// }
/// </code>
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public abstract class SinkContract<T> : SinkContract
    where T : struct, IRecord<T>
{
    /// <summary>The guarantee of the sink. Default: <see cref="SinkGuarantee.ExactlyOnce"/>.</summary>
    protected virtual SinkGuarantee Guarantee => SinkGuarantee.ExactlyOnce;

    /// <summary>How long a call may take. Default: 30 seconds.</summary>
    protected virtual TimeSpan Limit => TimeSpan.FromSeconds(30);

    /// <summary>Number of records that a rule writes at a time: more than two batches. Default: 2,500.</summary>
    protected virtual int Records => 2_500;

    internal SinkContractSettings Settings => new(Guarantee, Limit, Records);

    /// <summary>Checks a rule. Each rule is checked with its own contract object and service.</summary>
    /// <param name="rule">One of <see cref="SinkContract.Rules"/>.</param>
    /// <exception cref="ContractException">The sink violates it.</exception>
    public Task CheckAsync(string rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var rules = new SinkRules<T>(this);
        return rule switch
        {
            Writes => rules.WritesAsync(),
            IsHidden => rules.IsHiddenAsync(),
            Finishes => rules.FinishesAsync(),
            TakesAway => rules.TakesAwayAsync(),
            CommitsTwice => rules.CommitsTwiceAsync(),
            ChangesLanes => rules.ChangesLanesAsync(),
            GoesOn => rules.GoesOnAsync(),
            Copies => rules.CopiesAsync(),
            IsEmpty => rules.IsEmptyAsync(),
            Closes => rules.ClosesAsync(),
            IsUnreachable => rules.IsUnreachableAsync(),
            _ when rule.StartsWith(Lives + Seed, StringComparison.Ordinal) && int.TryParse(rule.AsSpan(Lives.Length + Seed.Length), CultureInfo.InvariantCulture, out var seed) =>
                rules.LivesAsync(new Random(seed)),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "no rule of this contract"),
        };
    }

    /// <summary>The sink, over the service of this contract. A rule creates a new one for each start, as a process does.</summary>
    protected abstract ISink<T> CreateSink();

    /// <summary>A sink whose service cannot be reached; <see langword="null"/> without a service.</summary>
    protected abstract ISink<T>? CreateUnreachable();

    /// <summary>The record with a number; different for each number.</summary>
    /// <param name="number">From 0.</param>
    protected abstract T RecordOf(int number);

    /// <summary>The visible records at the moment, in any order.</summary>
    protected abstract ValueTask<IReadOnlyList<T>> ReadAsync();

    internal ISink<T> Create() => CreateSink();

    internal ISink<T>? CreateLost() => CreateUnreachable();

    internal T Record(int number) => RecordOf(number);

    internal ValueTask<IReadOnlyList<T>> ReadVisibleAsync() => ReadAsync();
}
