using Dataflow.Pipelines.DuckDb;
using Dataflow.Pipelines.Sinks.Files;

namespace Dataflow.Pipelines.Parquet;

/// <summary>Parquet, written by DuckDB.</summary>
internal sealed class ParquetFormat<T>(ParquetOptions options) : IFileFormat<T>
    where T : struct, IRecord<T>
{
    private readonly string _copyOptions = options.ToCopyOptions();

    public string Extension => ".parquet";

    public IPartWriter<T> Create(string path) =>
        new ParquetPart<T>(DuckDbCopy<RecordRows<T>>.Start(ParquetEngine.Database, path, _copyOptions, new RecordFiller<T>()));
}
