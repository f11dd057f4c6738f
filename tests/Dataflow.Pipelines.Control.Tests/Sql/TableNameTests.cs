namespace Dataflow.Pipelines.Control.Tests.Sql;

public sealed class TableNameTests
{
    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("_x1.Orders", "_x1|Orders")]
    [InlineData("a.b.c", "a|b|c")]
    [InlineData("\"My \"\"table\"\"\"", "My \"table\"")]
    [InlineData("s.\"a.b\"", "s|a.b")]
    [InlineData("\"ä\".b.\"\"\"\"", "ä|b|\"")]
    public void A_name_is_read_and_written(string text, string parts)
    {
        var name = TableName.Parse(text);
        Assert.Equal(parts.Split('|'), name.Parts);
        Assert.Equal(text, name.ToString());
        Assert.Equal(name, TableName.Of(parts.Split('|')));
    }

    [Theory]
    [InlineData("", "'' is no table name: a part of it is empty.")]
    [InlineData("a.", "'a.' is no table name: a part of it is empty.")]
    [InlineData("\"\"", "'\"\"' is no table name: a part of it is empty.")]
    [InlineData("a..b", "'a..b' is no table name: a part of it is empty.")]
    [InlineData("a.b.c.d", "'a.b.c.d' is no table name: it has 4 parts, and at most 3 are possible (catalog, schema, table).")]
    [InlineData("1a", "'1a' is no table name: '1a' is not of letters (A to Z), digits and underscores with no digit first; write other names in double quotes.")]
    [InlineData("a; DROP TABLE b", "'a; DROP TABLE b' is no table name: 'a; DROP TABLE b' is not of letters (A to Z), digits and underscores with no digit first; write other names in double quotes.")]
    [InlineData("\"a\"b", "'\"a\"b' is no table name: a dot is expected after 'a'.")]
    [InlineData("\"a", "'\"a' is no table name: a double quote is not closed.")]
    [InlineData("\"a\0\"", "'\"a\0\"' is no table name: it contains the character NUL.")]
    public void What_is_no_name_is_refused_with_the_reason(string text, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => TableName.Parse(text)).Message);
        Assert.False(TableName.TryParse(text, out _));
    }

    [Fact]
    public void Parts_that_are_no_name_are_refused()
    {
        Assert.Throws<FormatException>(static () => TableName.Of());
        Assert.Throws<FormatException>(static () => TableName.Of("a", ""));
        Assert.Throws<FormatException>(static () => TableName.Of("a\0b"));
        Assert.Throws<FormatException>(static () => TableName.Of("a", "b", "c", "d"));
    }

    [Fact]
    public void The_default_value_names_no_table()
    {
        Assert.Empty(default(TableName).Parts);
        Assert.Equal("", default(TableName).ToString());
    }
}
