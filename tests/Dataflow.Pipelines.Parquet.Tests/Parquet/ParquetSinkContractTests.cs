using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Sinks;

namespace Dataflow.Pipelines.Parquet.Tests;

public sealed class ParquetSinkContractTests : SinkContract<Parcel>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [MemberData(nameof(Rules))]
    public Task It_keeps_the_contract_of_a_sink(string rule) => CheckAsync(rule);

    public void Dispose() => _folder.Dispose();

    protected override ISink<Parcel> CreateSink() => new ParquetSink<Parcel>(_folder.File("lake"));

    protected override ISink<Parcel> CreateUnreachable()
    {
        // A file has the name of the folder that the sink must create.
        File.WriteAllText(_folder.File("file"), "");
        return new ParquetSink<Parcel>(_folder.File("file/lake"));
    }

    protected override Parcel RecordOf(int number) => new(number, $"receiver {number % 100}");

    // Like a reader that is independent of the sink: all files of the format, in all folders.
    protected override ValueTask<IReadOnlyList<Parcel>> ReadAsync() => ValueTask.FromResult<IReadOnlyList<Parcel>>(
        _folder.Files().Any(static file => file.EndsWith(".parquet", StringComparison.Ordinal))
            ? [.. DuckDbSql.Rows("SELECT number, receiver FROM read_parquet($1)", _folder.File("lake/**/*.parquet")).Select(static row => new Parcel((long)row[0]!, (string)row[1]!))]
            : []);
}
