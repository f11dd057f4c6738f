namespace Benchmarks.Targets.Tests;

public sealed class ScorecardTests
{
    private static readonly Target[] Two = [new("rate", Bound.AtLeast, 1.2, "records/s", "how fast"), new("memory", Bound.AtMost, 400, "MiB", "how much")];

    [Theory]
    [InlineData(1.2, 400, 0, "2 met, 0 missed, 0 not measured")]
    [InlineData(1.5, 10, 0, "2 met, 0 missed, 0 not measured")]
    [InlineData(1.199, 400, 1, "1 met, 1 missed, 0 not measured")]
    [InlineData(1.2, 400.1, 1, "1 met, 1 missed, 0 not measured")]
    [InlineData(0, 500, 1, "0 met, 2 missed, 0 not measured")]
    [InlineData(double.NaN, 400, 1, "1 met, 1 missed, 0 not measured")]
    [InlineData(1.2, double.NaN, 1, "1 met, 1 missed, 0 not measured")]
    public void The_exit_code_is_1_if_a_target_is_missed(double rate, double memory, int exitCode, string sum)
    {
        var scorecard = new Scorecard(Two);
        scorecard.Add("rate", rate);
        scorecard.Add("memory", memory);
        Assert.Equal(exitCode, scorecard.ExitCode);
        Assert.Equal(sum, Lines(scorecard)[^1]);
    }

    [Fact]
    public void Each_target_is_a_line_with_its_number_the_measured_value_and_the_outcome()
    {
        var scorecard = new Scorecard([.. Two, new("lag", Bound.AtMost, 5, "records", "how far behind")]);
        scorecard.Add("rate", 1.25);
        scorecard.Add("memory", 1234.6);
        scorecard.Add("cpu", 3);
        Assert.Equal(
            ["Targets:", "rate 1.25 records/s at least 1.2 met how fast", "memory 1,235 MiB at most 400 MISSED how much", "lag - records at most 5 not measured how far behind", "1 met, 1 missed, 1 not measured"],
            Lines(scorecard));
    }

    [Fact]
    public void Of_several_values_of_one_target_the_worst_counts()
    {
        var scorecard = new Scorecard(Two);
        foreach (var (rate, memory) in new[] { (2.0, 100.0), (1.0, 500.0), (3.0, 200.0) })
        {
            scorecard.Add("rate", rate);
            scorecard.Add("memory", memory);
        }

        Assert.Equal([1.0, 500.0], scorecard.Results.Select(static result => result.Value!.Value));
        scorecard.Add("rate", double.NaN);
        scorecard.Add("rate", 2.0);
        Assert.Equal(double.NaN, scorecard.Results[0].Value);
    }

    [Fact]
    public void A_limit_can_be_set_by_the_name_of_its_target()
    {
        var changed = Scorecard.With(Two, ["rate=0.5", "memory=1e3"], out var error);
        Assert.Null(error);
        Assert.Equal([0.5, 1000.0], changed.Select(static target => target.Limit));
        Assert.Equal([1.2, 400.0], Two.Select(static target => target.Limit));
    }

    [Theory]
    [InlineData("rates=1", "--target: there is no target 'rates'. There are: rate, memory.")]
    [InlineData("rate", "--target: 'rate' has no limit: write rate=LIMIT, as in rate=1.2.")]
    [InlineData("rate=", "--target: 'rate=' has no limit: write rate=LIMIT, as in rate=1.2.")]
    [InlineData("rate=fast", "--target: 'rate=fast' has no limit: write rate=LIMIT, as in rate=1.2.")]
    [InlineData("rate=NaN", "--target: 'rate=NaN' has no limit: write rate=LIMIT, as in rate=1.2.")]
    public void A_change_that_cannot_be_parsed_is_an_error_that_shows_the_right_form(string change, string expected)
    {
        Scorecard.With(Two, [change, "memory=1"], out var error);
        Assert.Equal(expected, error);
    }

    private static string[] Lines(Scorecard scorecard)
    {
        using var output = new StringWriter();
        scorecard.Write(output);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
    }
}
