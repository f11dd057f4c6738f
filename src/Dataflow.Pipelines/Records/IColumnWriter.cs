namespace Dataflow.Pipelines;

/// <summary>
/// Columns that generated code fills; a format implements it as a struct, so that the calls are direct.
/// A span is valid until the writer moves on to the next rows.
/// </summary>
public interface IColumnWriter
{
    /// <summary>The values of a column of a fixed width, one an element; the type must be the one that <see cref="ColumnType"/> names.</summary>
    /// <param name="column">Index into <see cref="RecordSchema.Columns"/>.</param>
    Span<TValue> Values<TValue>(int column)
        where TValue : unmanaged;

    /// <summary>Sets the value of a text column; <paramref name="value"/> is copied.</summary>
    void Text(int column, int row, ReadOnlySpan<char> value);

    /// <summary>Sets the value of a bytes column; <paramref name="value"/> is copied.</summary>
    void Bytes(int column, int row, ReadOnlySpan<byte> value);

    /// <summary>Makes a row of a nullable column null.</summary>
    void Null(int column, int row);
}
