namespace Dataflow.Pipelines.Parquet;

/// <summary>Lets generated code write into the buffers of a row group: a struct, so that every call is direct. Called once per column and batch.</summary>
internal readonly struct ColumnWriter(ColumnBuffer[] columns) : IColumnWriter
{
    public Span<TValue> Values<TValue>(int column)
        where TValue : struct => ((ColumnBuffer<TValue>)columns[column]).BatchValues;

    public Span<int> Presence(int column) => columns[column].BatchPresence;

    public void SetCount(int column, int count) => columns[column].BatchCount = count;
}
