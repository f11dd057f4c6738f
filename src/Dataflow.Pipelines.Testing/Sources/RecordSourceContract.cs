using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>
/// The contract of every source of records, whether it derives from <see cref="RecordSource{T}"/> or implements <see cref="IRecordSource{T}"/>. The tests of a source
/// inherit it and run <see cref="SourceContract{TChunk}.CheckAsync"/> for each of <see cref="SourceContract.Rules"/>, with any test framework:
/// <code>
/// public sealed class OrderPagesTests : RecordSourceContract&lt;Order&gt;
/// {
///     [Theory]
///     [MemberData(nameof(Rules))]
///     public Task It_keeps_the_contract(string rule) => CheckAsync(rule);
///
///     protected override IRecordSource&lt;Order&gt; CreateSource() => new OrderPages(_service.Address);
///
///     protected override IRecordSource&lt;Order&gt; CreateUnreachable() => new OrderPages("http://127.0.0.1:1");
///
///     protected override async ValueTask&lt;IReadOnlyList&lt;Order&gt;&gt; AppendAsync(int count) { /* put this number of orders into the service */ }
/// }
/// </code>
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public abstract class RecordSourceContract<T> : SourceContract<RecordChunk<T>>
    where T : struct, IRecord<T>
{
    /// <summary>The source, over the service of this contract. A rule creates a new one for each start, as a process does.</summary>
    protected abstract IRecordSource<T> CreateSource();

    /// <summary>A source whose service cannot be reached; <see langword="null"/> without a service.</summary>
    protected abstract IRecordSource<T>? CreateUnreachable();

    /// <summary>Makes <paramref name="count"/> more records readable, spread over the splits; a source that generates its records generates as many more.</summary>
    /// <returns>The records, each of them different from all others.</returns>
    protected abstract ValueTask<IReadOnlyList<T>> AppendAsync(int count);

    internal sealed override IConnector Create() => CreateSource();

    internal sealed override IConnector? CreateLost() => CreateUnreachable();

    internal sealed override ValueTask<ISourceReader<RecordChunk<T>>> OpenAsync(IConnector source, SourceContext context) =>
        ((IRecordSource<T>)source).OpenAsync(context, CancellationToken.None);

    internal sealed override async ValueTask<IReadOnlyList<string>> AppendTextsAsync(int count) => [.. (await AppendAsync(count)).Select(static r => JsonWrite.Text(in r))];

    internal sealed override IEnumerable<ReadEntry> Read(RecordChunk<T> chunk)
    {
        for (var i = 0; i < chunk.Records.Length; i++)
        {
            yield return new ReadEntry(chunk.Split, chunk.PositionOf(i), JsonWrite.Text(in chunk.Records.Span[i]));
        }
    }
}
