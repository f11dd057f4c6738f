namespace Dataflow.Pipelines.Tests.Records;

public sealed class ColumnValueTests
{
    [Fact]
    public void Instants_are_microseconds_since_the_epoch_whatever_their_offset()
    {
        Assert.Equal(0, ColumnValue.Instant(DateTimeOffset.UnixEpoch));
        Assert.Equal(1, ColumnValue.Instant(DateTimeOffset.UnixEpoch.AddTicks(19)));
        Assert.Equal(-3_600_000_000, ColumnValue.Instant(new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.FromHours(1))));
        Assert.Equal(5_000_000, ColumnValue.Instant(new DateTime(1970, 1, 1, 0, 0, 5, DateTimeKind.Unspecified)));
    }

    [Fact]
    public void Days_times_and_spans_are_in_the_units_that_their_columns_say()
    {
        Assert.Equal(0, ColumnValue.Date(new DateOnly(1970, 1, 1)));
        Assert.Equal(-1, ColumnValue.Date(new DateOnly(1969, 12, 31)));
        Assert.Equal(20_513, ColumnValue.Date(new DateOnly(2026, 3, 1)));
        Assert.Equal(86_399_999_999, ColumnValue.TimeOfDay(TimeOnly.MaxValue));
        Assert.Equal(-1_500_000, ColumnValue.Duration(TimeSpan.FromSeconds(-1.5)));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1.5", "1500000000")]
    [InlineData("-1.5", "-1500000000")]
    [InlineData("0.0000000015", "2")]
    [InlineData("0.0000000005", "0")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335000000000")]
    [InlineData("-79228162514264337593543950335", "-79228162514264337593543950335000000000")]
    public void Decimals_keep_nine_digits_and_round_to_even(string value, string scaled) => Assert.Equal(
        Int128.Parse(scaled, System.Globalization.CultureInfo.InvariantCulture),
        ColumnValue.Decimal(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));
}
