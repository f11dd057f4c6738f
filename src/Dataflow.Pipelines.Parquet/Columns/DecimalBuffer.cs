using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Parquet;

/// <summary>A column of decimals of a fixed precision and scale. A value is written exactly or not at all: Parquet.Net would cut off digits.</summary>
internal sealed class DecimalBuffer(ParquetColumn column) : ColumnBuffer<decimal>(column)
{
    // 10^28 is the largest power of ten that a decimal can represent: above 28 integer digits each value fits.
    private readonly decimal? _limit = column.Precision - column.Scale <= 28 ? PowerOfTen(column.Precision - column.Scale) : null;

    protected override void OnAdded(ReadOnlySpan<decimal> values)
    {
        foreach (var value in values)
        {
            if ((value.Scale > Column.Scale && decimal.Round(value, Column.Scale) != value) || (_limit is { } limit && Math.Abs(value) >= limit))
            {
                throw new ConnectorException(FormattableString.Invariant(
                    $"{Column.Record}.{Column.Name} is {value}, which DECIMAL({Column.Precision}, {Column.Scale}) cannot represent exactly; a sink does not round. Declare the member with another [Decimal(precision, scale)], or round or reject the record in a node before the sink."));
            }
        }
    }

    private static decimal PowerOfTen(int exponent)
    {
        decimal power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
