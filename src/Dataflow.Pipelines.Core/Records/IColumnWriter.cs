namespace Dataflow.Pipelines;

/// <summary>
/// Columns that generated code fills with the records of one batch, column by column; a format implements it as a struct, so that the calls are
/// direct. They occur once per column and batch; the work per record is a loop over spans. A span is valid until the next batch.
/// </summary>
public interface IColumnWriter
{
    /// <summary>
    /// Room for one value of each record. In a nullable column the present values are first, without gaps, and <see cref="SetCount"/> sets
    /// their number.
    /// </summary>
    /// <typeparam name="TValue">
    /// The type that <see cref="ColumnType"/> names: a text is a <see cref="ReadOnlyMemory{T}"/> of characters, bytes are one of bytes, and their
    /// contents no longer change.
    /// </typeparam>
    /// <param name="column">Index into <see cref="RecordSchema.Columns"/>.</param>
    Span<TValue> Values<TValue>(int column)
        where TValue : struct;

    /// <summary>Of a nullable column, one element per record: 1 where it has a value, else 0. All must be written.</summary>
    Span<int> Presence(int column);

    /// <summary>Sets the number of values that were written to a nullable column.</summary>
    void SetCount(int column, int count);
}
