using System.Text;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Formats.Tests.Trips;

namespace Dataflow.Pipelines.Formats.Tests;

/// <summary>How rows of other writers are read, and why some are refused.</summary>
public sealed class CsvReadTests
{
    private static readonly Trip Usual = new(7, "ann", 3.5m, new(2026, 3, 1, 8, 30, 0, TimeSpan.Zero), "x", 2, TripKind.NightTrain, "M1");

    [Theory]
    [InlineData("7,ann,3.5,2026-03-01T08:30:00Z,x,2,night_train,M1")]
    [InlineData("7,ann,3.5,2026-03-01T08:30:00Z,x,2,night_train,M1\n")]
    [InlineData("7,ann,3.5,2026-03-01T08:30:00Z,x,2,night_train,M1\r\n")]
    [InlineData("\"7\",\"ann\",\"3.5\",\"2026-03-01T08:30:00Z\",\"x\",\"2\",\"night_train\",\"M1\"")]
    [InlineData(" 7,ann,3.50 ,2026-03-01 08:30:00,x, +2 ,night_train,M1")]
    [InlineData("7,ann,35e-1,2026-03-01T10:30:00+02:00,x,2,night_train,M1")]
    [InlineData("007,ann,3.5,2026-03-01T08:30:00.000,x,2,night_train,M1")]
    public void Rows_with_the_same_values_are_read_the_same(string row) => Assert.Equal(Usual, Read(row));

    [Theory]
    [InlineData("7,ann,,,,,,", "", 1, TripKind.Bus, null)]
    [InlineData("7,,,,,5,,\"\"", "no rider", 5, TripKind.Bus, "")]
    [InlineData("7,\"\",,,,5,bus,\"a \"\"b\"\", c\"", "no rider", 5, TripKind.Bus, "a \"b\", c")]
    public void An_empty_field_is_null_or_the_default_of_a_required_member(string row, string rider, int seats, TripKind kind, string? line)
    {
        var expected = new Trip(7, rider.Length == 0 ? "ann" : "", null, null, null, seats, kind, line);
        Assert.Equal(expected, Read(row));
    }

    [Theory]
    [InlineData("", "empty message")]
    [InlineData("\n", "empty message")]
    [InlineData("7,ann", "wrong number of fields: 2 instead of 8")]
    [InlineData("7,ann,3.5,,x,2,bus,M1,", "wrong number of fields: 9 instead of 8")]
    [InlineData("seven,ann,3.5,,x,2,bus,M1", "id is no 64-bit integer: \"seven\"")]
    [InlineData("7.5,ann,3.5,,x,2,bus,M1", "id is no 64-bit integer: \"7.5\"")]
    [InlineData("9223372036854775808,ann,3.5,,x,2,bus,M1", "id is no 64-bit integer: \"9223372036854775808\"")]
    [InlineData(",ann,3.5,,x,2,bus,M1", "id is missing")]
    [InlineData("7,ann,dear,,x,2,bus,M1", "fare is no number: \"dear\"")]
    [InlineData("7,ann,1e40,,x,2,bus,M1", "fare is out of range of decimal: \"1e40\"")]
    [InlineData("7,ann,\"3,5\",,x,2,bus,M1", "fare is no number: \"3,5\"")]
    [InlineData("7,ann,3.5,yesterday,x,2,bus,M1", "at is no date-time: \"yesterday\"")]
    [InlineData("7,ann,3.5,2026-02-30,x,2,bus,M1", "at is no date-time: \"2026-02-30\"")]
    [InlineData("7,ann,3.5,,x,2,tram,M1", "kind is none of bus, night_train: \"tram\"")]
    [InlineData("7,ann,3.5,,x,2,bus,\"M1", "a quote is not closed: field 8")]
    [InlineData("7,\"ann\"a,3.5,,x,2,bus,M1", "text after a closing quote: field 2")]
    [InlineData("7,ann\n8,3.5,,x,2,bus,M1", "a line end inside the row: field 2")]
    public void A_row_that_is_no_record_is_refused_with_the_reason(string row, string reason) => Assert.Equal(reason, Refused(Encoding.UTF8.GetBytes(row)));

    [Fact]
    public void A_row_in_another_encoding_is_refused_with_the_reason()
    {
        Assert.Equal("rider is not valid UTF-8", Refused([.. "7,"u8, 0xE9, .. ",3.5,,x,2,bus,M1"u8]));
        Assert.StartsWith("message is UTF-16", Refused(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("7,ann,3.5,,x,2,bus,M1")).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_shows_a_long_value_shortened()
    {
        var reason = Refused(Encoding.UTF8.GetBytes($"7,ann,{new string('é', 5000)},,x,2,bus,M1"));
        Assert.Equal($"fare is no number: \"{new string('é', 64)}…\"", reason);
    }

    [Fact]
    public void Columns_select_the_fields()
    {
        CsvFormat<Trip> format = new() { Columns = ["rider", "", "id", "city", "note"], Delimiter = ';' };
        Assert.Equal(new Trip(7, "ann", null, null, "x"), Read("ann;left out;7;Bern;x", format));
        Assert.Equal("ann;;7;;x", Encoding.UTF8.GetString(Formats.Write(format, new Trip(7, "ann", 1, null, "x"))));
    }

    [Theory]
    [InlineData('"', "the delimiter of CsvFormat is '\"' (U+0022)")]
    [InlineData('\n', "(U+000A)")]
    [InlineData('；', "the delimiter of CsvFormat is '；' (U+FF1B); it must be an ASCII character")]
    public async Task An_invalid_delimiter_is_refused_at_the_start(char delimiter, string message)
    {
        CsvFormat<Trip> format = new() { Delimiter = delimiter };
        var fault = await Assert.ThrowsAsync<ConnectorException>(async () => await format.OpenAsync(Formats.Context, CancellationToken.None));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("Node 'trips': ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_named_twice_is_refused_at_the_start()
    {
        CsvFormat<Trip> format = new() { Columns = ["id", "rider", "id"] };
        var fault = await Assert.ThrowsAsync<ConnectorException>(async () => await format.OpenAsync(Formats.Context, CancellationToken.None));
        Assert.Equal("Node 'trips': the columns of CsvFormat name 'id' twice: id, rider, id.", fault.Message);
    }

    [Fact]
    public async Task Columns_that_the_record_does_not_have_are_refused_at_the_start()
    {
        CsvFormat<Trip> format = new() { Columns = ["Id", "passenger"] };
        var fault = await Assert.ThrowsAsync<ConnectorException>(async () => await format.OpenAsync(Formats.Context, CancellationToken.None));
        Assert.Contains("id, rider, fare, at, note, seats, kind, line", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_several_members_is_refused_by_single_value_formats()
    {
        var fault = await Assert.ThrowsAsync<ConnectorException>(async () => await default(TextFormat<Meter>).OpenAsync(Formats.Context, CancellationToken.None));
        Assert.Contains("a message of TextFormat is one value", fault.Message, StringComparison.Ordinal);
        Assert.Contains("give it one member, of string", fault.Message, StringComparison.Ordinal);
        fault = await Assert.ThrowsAsync<ConnectorException>(async () => await default(BytesFormat<Line>).OpenAsync(Formats.Context, CancellationToken.None));
        Assert.Contains("text (Text)", fault.Message, StringComparison.Ordinal);
    }

    private static Trip Read(string row, CsvFormat<Trip> format = default)
    {
        Assert.True(Formats.TryRead(format, Encoding.UTF8.GetBytes(row), out var trip, out var reason), reason);
        return trip;
    }

    private static string Refused(byte[] row)
    {
        Assert.False(Formats.TryRead(default(CsvFormat<Trip>), row, out var trip, out var reason), trip.ToString());
        return reason!;
    }
}
