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
    public void Days_times_and_durations_have_the_units_of_their_columns()
    {
        Assert.Equal(0, ColumnValue.Date(new DateOnly(1970, 1, 1)));
        Assert.Equal(-1, ColumnValue.Date(new DateOnly(1969, 12, 31)));
        Assert.Equal(20_513, ColumnValue.Date(new DateOnly(2026, 3, 1)));
        Assert.Equal(86_399_999_999, ColumnValue.TimeOfDay(TimeOnly.MaxValue));
        Assert.Equal(-1_500_000, ColumnValue.Duration(TimeSpan.FromSeconds(-1.5)));
    }

    [Fact]
    public void Fractions_of_a_microsecond_are_rounded_down_on_both_sides_of_zero()
    {
        Assert.Equal(-1, ColumnValue.Instant(DateTimeOffset.UnixEpoch.AddTicks(-1)));
        Assert.Equal(-1, ColumnValue.Instant(DateTime.UnixEpoch.AddTicks(-10)));
        Assert.Equal(-2, ColumnValue.Instant(DateTime.UnixEpoch.AddTicks(-11)));
        Assert.Equal(-62_135_596_800_000_000, ColumnValue.Instant(DateTimeOffset.MinValue));
        Assert.Equal(253_402_300_799_999_999, ColumnValue.Instant(DateTimeOffset.MaxValue));
        Assert.Equal(-1, ColumnValue.Duration(TimeSpan.FromTicks(-1)));
        Assert.Equal(0, ColumnValue.Duration(TimeSpan.FromTicks(9)));
        Assert.Equal(-922_337_203_685_477_581, ColumnValue.Duration(TimeSpan.MinValue));
        Assert.Equal(922_337_203_685_477_580, ColumnValue.Duration(TimeSpan.MaxValue));
    }
}
