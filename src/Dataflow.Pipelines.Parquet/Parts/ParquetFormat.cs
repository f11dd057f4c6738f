using Dataflow.Pipelines.Files;

namespace Dataflow.Pipelines.Parquet;

/// <summary>Parquet, for one lane.</summary>
internal sealed class ParquetFormat<T>(ParquetOptions options) : IFileFormat<T>
    where T : struct, IRecord<T>
{
    private static readonly ParquetColumns Columns = new(T.Schema);

    private readonly global::Parquet.ParquetOptions _encoding = options.ToEncoding(Columns);

    /// <summary>The memory of the lane's open files.</summary>
    public BufferBudget Budget { get; } = new(options.BufferBytes);

    public string Extension => ".parquet";

    public IPartWriter<T> Create(string path) => new ParquetPart<T>(new ParquetFile(path, Columns, _encoding), Columns, options, Budget);
}
