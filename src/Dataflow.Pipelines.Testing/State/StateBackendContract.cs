using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>
/// The contract of every state backend. The tests of a backend inherit it and run <see cref="CheckAsync"/> for each of <see cref="Rules"/>, with any test
/// framework:
/// <code>
/// public sealed class MyBackendTests : StateBackendContract
/// {
///     [Theory]
///     [MemberData(nameof(Rules))]
///     public Task It_keeps_the_contract(string rule) => CheckAsync(rule);
///
///     protected override IStateBackend CreateBackend() => new MyBackend();
/// }
/// </code>
/// </summary>
public abstract class StateBackendContract
{
    private static readonly Dictionary<string, Func<ContractJob, Task>> Single = new()
    {
        ["a key starts with the default and stores values that are written in place"] = ValueRules.KeepsWhatIsWrittenAsync,
        ["changes after a snapshot are not in it"] = ValueRules.SnapshotIsOfItsTimeAsync,
        ["a state that is the default again is removed, and a snapshot without state has no file"] = ValueRules.DefaultIsForgottenAsync,
        ["values of any length are read back"] = ValueRules.LongValuesAsync,
        ["it reports the size of a state"] = ValueRules.SizeIsRightAsync,
        ["an earlier version is read field by field"] = SchemaRules.EarlierVersionAsync,
        ["a field of another type is rejected by name"] = SchemaRules.OtherTypeAsync,
        ["a flipped bit is found in every file"] = DamageRules.FlippedBitAsync,
        ["a file that is cut is found"] = DamageRules.CutFileAsync,
        ["a file that is missing is found"] = DamageRules.MissingFileAsync,
        ["a value that expires on writes lives for its TTL in event time"] = job => TtlRules.SpanAsync(job, StateRefresh.OnWrite, StateClock.EventTime),
        ["a value that expires on reads and writes lives for its TTL in event time"] = job => TtlRules.SpanAsync(job, StateRefresh.OnReadAndWrite, StateClock.EventTime),
        ["a value that expires on writes lives for its TTL in processing time"] = job => TtlRules.SpanAsync(job, StateRefresh.OnWrite, StateClock.ProcessingTime),
        ["a value that expires on reads and writes lives for its TTL in processing time"] = job => TtlRules.SpanAsync(job, StateRefresh.OnReadAndWrite, StateClock.ProcessingTime),
        ["state that had no TTL gets its full TTL at the first access"] = TtlRules.NewSpanAsync,
        ["expired state takes no memory"] = TtlRules.MemoryAsync,
    };

    private static readonly Dictionary<string, Func<ContractJob, Random, Task>> Seeded = new()
    {
        ["after random work every form of state equals a model of dictionaries, over restarts with other lane counts"] = LifeRules.RestartsAsync,
        ["a job can go back to any checkpoint that is retained"] = LifeRules.GoesBackAsync,
        ["lanes that were empty at a checkpoint continue from it"] = LifeRules.EmptyLanesAsync,
    };

    /// <summary>The rules, as the arguments of a data-driven test.</summary>
    public static IEnumerable<object[]> Rules() => Single.Keys.Concat(Seeded.Keys).Select(static rule => new object[] { rule });

    /// <summary>The seeds of the random work; to replay a failure, the seed that its error names.</summary>
    protected virtual IEnumerable<int> Seeds => Enumerable.Range(1, 20);

    /// <summary>Checks a rule.</summary>
    /// <param name="rule">One of <see cref="Rules"/>.</param>
    /// <exception cref="ContractException">The backend violates it.</exception>
    public async Task CheckAsync(string rule)
    {
        if (Single.TryGetValue(rule, out var check))
        {
            await check(new ContractJob(CreateBackend));
            return;
        }

        foreach (var seed in Seeds)
        {
            try
            {
                await Seeded[rule](new ContractJob(CreateBackend), new Random(seed));
            }
            catch (Exception fault)
            {
                throw new ContractException($"Seed {seed}: {fault.Message} To replay it, let {nameof(Seeds)} be [{seed}].", fault);
            }
        }
    }

    /// <summary>
    /// Creates a backend, for each process that the rule simulates: only the data that earlier processes have put into the checkpoint store
    /// exists. The backend is released by disposing of what it opens.
    /// </summary>
    protected abstract IStateBackend CreateBackend();
}
