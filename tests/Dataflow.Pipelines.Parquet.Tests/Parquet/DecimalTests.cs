using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Parquet.Tests.Parquet;

public sealed class DecimalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0.001", "one digit too many after the decimal point")]
    [InlineData("10", "one digit too many before the decimal point")]
    [InlineData("-10", "one digit too many before the decimal point")]
    public async Task A_value_that_does_not_fit_is_an_error_that_names_it_and_is_never_rounded(string text, string why)
    {
        var value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Parts.WriteAsync(_folder, [new Digits { Narrow = value }]));

        Assert.True(error.Message.Contains($"digits.narrow is {text}, which DECIMAL(3, 2) cannot represent exactly", StringComparison.Ordinal), $"{why}: {error.Message}");
        Assert.Empty(_folder.Files());
    }

    [Theory]
    [InlineData("9.990000000000000000000000000")]
    [InlineData("-0.0")]
    [InlineData("0.0000000000000000000000000000")]
    public async Task Trailing_zeros_do_not_count(string text)
    {
        var value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        var path = await Parts.WriteAsync(_folder, [new Digits { Narrow = value, Fixed = value }]);

        Assert.Equal(new object[] { value, value }, DuckDbSql.Rows("SELECT narrow, fixed FROM read_parquet($1)", path).Single());
    }
}
