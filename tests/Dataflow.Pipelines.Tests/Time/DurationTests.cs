using System.Globalization;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Tests.Time;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1.5s", 1500)]
    [InlineData("5m", 300_000)]
    [InlineData("24h", 86_400_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData(" 5m ", 300_000)]
    [InlineData("0s", 0)]
    [InlineData("00:05:00", 300_000)]
    public void A_number_and_a_unit_are_read(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("-00:05:00")]
    [InlineData("5 min")]
    [InlineData("5M")]
    [InlineData("5,5m")]
    [InlineData("1e3s")]
    [InlineData("99999999999999d")]
    [InlineData("99999999999999999999999999999999s")]
    [InlineData("5m5s")]
    public void Anything_else_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void The_culture_of_the_machine_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.True(Duration.TryParse("1.5m", out var duration));
            Assert.Equal(90, duration.TotalSeconds);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void No_text_makes_the_parser_throw() => Seeds.Run(1, 3, static seed =>
    {
        var random = new Random(seed);
        const string Letters = "0123456789.:-+mshd eE,x\u0660";
        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(!Duration.TryParse(new string(random.GetItems<char>(Letters, random.Next(12))), out var duration) || duration >= TimeSpan.Zero);
        }
    });

    [Theory]
    [InlineData("3s", "3s")]
    [InlineData("90s", "90s")]
    [InlineData("60s", "1m")]
    [InlineData("24h", "1d")]
    [InlineData("1.5s", "1500ms")]
    [InlineData("0.5ms", "0.5ms")]
    [InlineData("0s", "0s")]
    public void A_duration_is_written_in_the_users_notation_and_parsed_back(string given, string written)
    {
        Assert.True(Duration.TryParse(given, out var duration));
        Assert.Equal(written, Duration.ToText(duration));
        Assert.True(Duration.TryParse(written, out var again));
        Assert.Equal(duration, again);
    }
}
