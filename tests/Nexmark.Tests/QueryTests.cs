using Nexmark.Running;

namespace Nexmark.Tests;

/// <summary>Compares each query with DuckDB's SQL over the same events, in order and out of order; the benchmark does the same with more events.</summary>
public sealed class QueryTests
{
    public static TheoryData<string> Names => [.. AllQueries.List.Select(static q => q.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_result_equals_that_of_the_SQL(string name)
    {
        using var output = new StringWriter();
        var query = AllQueries.List.Single(q => q.Name == name);
        var exitCode = await new Suite([query], events: 20_000, parallelisms: [1, 2, 4], seed: 7, json: false, SuiteTargets.All, output, TimeProvider.System).RunAsync();
        Assert.True(exitCode == 0, output.ToString());
    }

    [Fact]
    public async Task A_result_that_differs_is_reported_with_rows_of_both_sides()
    {
        using var output = new StringWriter();
        var query = AllQueries.List.Single(static q => q.Name == "q2");
        var wrong = query with { Sql = "SELECT auction, price + (auction = 1107)::INT AS price FROM bid WHERE auction % 123 = 0" };
        Assert.Equal(1, await new Suite([wrong], events: 20_000, parallelisms: [1], seed: 7, json: false, SuiteTargets.All, output, TimeProvider.System).RunAsync());
        Assert.Contains("only in SQL: auction=1107 | price=", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("only in the pipeline: auction=1107 | price=", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "met")]
    [InlineData(-1, 1, "MISSED")]
    public async Task The_target_is_printed_and_decides_the_exit_code(int limit, int expected, string outcome)
    {
        using var output = new StringWriter();
        var query = AllQueries.List.Single(static q => q.Name == "q0");
        var targets = new[] { SuiteTargets.All.Single() with { Limit = limit } };
        Assert.Equal(expected, await new Suite([query], events: 1000, parallelisms: [1], seed: 7, json: false, targets, output, TimeProvider.System).RunAsync());
        Assert.Matches($"(?m)^  differing_results +0 runs +at most {limit} +{outcome} ", output.ToString());
    }
}
