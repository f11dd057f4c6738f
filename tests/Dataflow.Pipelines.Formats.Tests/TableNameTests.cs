using System.Text;

namespace Dataflow.Pipelines.Formats.Tests;

/// <summary>The name of a table is a text in each format, and a text that is no name is refused with the reason.</summary>
public sealed class TableNameTests
{
    [Theory]
    [InlineData("orders,s.t", "orders", "s.t")]
    [InlineData("\"s.\"\"a b\"\"\",", "s.\"a b\"", null)]
    public void A_field_is_a_name(string row, string table, string? copy)
    {
        Assert.True(Formats.TryRead(default(CsvFormat<Copied>), Encoding.UTF8.GetBytes(row), out var copied, out var reason), reason);
        Assert.Equal((table, copy), (copied.Table.ToString(), copied.Copy?.ToString()));
    }

    [Theory]
    [InlineData("a b,", "table is no name of a table: \"a b\"")]
    [InlineData("1a,", "table is no name of a table: \"1a\"")]
    [InlineData("a,b.", "copy is no name of a table: \"b.\"")]
    [InlineData(",a", "table is missing")]
    public void A_field_that_is_no_name_is_refused(string row, string expected)
    {
        Assert.False(Formats.TryRead(default(CsvFormat<Copied>), Encoding.UTF8.GetBytes(row), out _, out var reason));
        Assert.Equal(expected, reason);
    }

    [Theory]
    [InlineData("""{"table":"a b"}""", "table is no name of a table: \"a b\"")]
    [InlineData("""{"table":7}""", "table is no name of a table: 7")]
    public void A_value_that_is_no_name_is_refused(string json, string expected)
    {
        Assert.False(Formats.Open<Copied, JsonFormat<Copied>>(default).TryRead(Encoding.UTF8.GetBytes(json), out _, out var reason));
        Assert.Equal(expected, reason);
    }
}
