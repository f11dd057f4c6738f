using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.Formats;

/// <summary>
/// The contract of every format. The tests of a format inherit it and run <see cref="CheckAsync"/> for each of <see cref="FormatContract.Rules"/>, with any
/// test framework:
/// <code>
/// public sealed class MyFormatTests : FormatContract&lt;FormatSample, MyFormat&lt;FormatSample&gt;&gt;
/// {
///     [Theory]
///     [MemberData(nameof(Rules))]
///     public Task It_keeps_the_contract(string rule) => CheckAsync(rule);
///
///     protected override IReadOnlyList&lt;FormatSample&gt; Boundaries => FormatSample.Boundaries;
///
///     protected override FormatSample Any(Random random) => FormatSample.Any(random);
/// }
/// </code>
/// </summary>
/// <typeparam name="T">The record that is written and read: <see cref="FormatSample"/>, if the format supports all of its types.</typeparam>
/// <typeparam name="TFormat">The format.</typeparam>
public abstract class FormatContract<T, TFormat> : FormatContract
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    /// <summary>The seeds of the random work; to replay a failure, the seed that its error names.</summary>
    protected virtual IEnumerable<int> Seeds => Enumerable.Range(1, 20);

    /// <summary>Records with boundary values of the format.</summary>
    protected abstract IReadOnlyList<T> Boundaries { get; }

    /// <summary>Checks a rule.</summary>
    /// <param name="rule">One of <see cref="FormatContract.Rules"/>.</param>
    /// <exception cref="ContractException">The format violates it.</exception>
    public async Task CheckAsync(string rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var rules = new FormatRules<T, TFormat>(CreateFormat);
        await (rule switch
        {
            RoundTrip => rules.RoundTripAsync(Boundaries),
            Appends => rules.AppendsAsync(Boundaries),
            Copies => rules.CopiesAsync(Boundaries),
            Allocates => rules.AllocatesNothingAsync(Boundaries),
            AnyRecord => SeededAsync(random => rules.RoundTripAsync(Some(random))),
            Malformed => SeededAsync(random => rules.MalformedAsync(Some(random), random)),
            Lanes => SeededAsync(random => rules.LanesAsync(Some(random))),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "no rule of this contract"),
        });
    }

    /// <summary>Any record that the format can write.</summary>
    protected abstract T Any(Random random);

    /// <summary>The format with its settings, not opened.</summary>
    protected virtual TFormat CreateFormat() => default;

    private T[] Some(Random random) => [.. Enumerable.Range(0, 30).Select(_ => Any(random))];

    private async Task SeededAsync(Func<Random, Task> check)
    {
        foreach (var seed in Seeds)
        {
            try
            {
                await check(new Random(seed));
            }
            catch (Exception fault)
            {
                throw new ContractException($"Seed {seed}: {fault.Message} To replay it, let {nameof(Seeds)} be [{seed}].", fault);
            }
        }
    }
}
