using Dataflow.Pipelines.Control.Testing.Tests.Pipelines;
using Samples;

namespace Dataflow.Pipelines.Control.Testing.Tests;

/// <summary>What a test names wrongly.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("colect", "Pipeline 'nightly_report' has no node 'colect' whose work can be replaced; did you mean 'Collect'?")]
    [InlineData("review", "'review' of pipeline 'nightly_report' is an approval, which ApproveAsync and RejectAsync answer.")]
    [InlineData("something else", "Pipeline 'nightly_report' has no node 'something else' whose work can be replaced; it has Collect, Total, Check, Publish, Archive, Hold.")]
    public async Task A_node_that_cannot_be_replaced_is_named(string node, string message)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(options => options.Replace(node, static _ => { })));
        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public async Task A_result_of_another_record_is_an_error()
    {
        var other = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(static options => options.Replace("collect", static _ => new Quality("d", 1, 1))));
        Assert.Equal("The output of 'collect' of pipeline 'nightly_report' is Collected, not Quality.", other.Message);
        var none = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(static options => options.Replace("collect", static _ => { })));
        Assert.Equal("'collect' of pipeline 'nightly_report' has an output: return its Collected.", none.Message);
        var some = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(static options => options.Replace("hold", static _ => new Quality("d", 1, 1))));
        Assert.Equal("'hold' of pipeline 'nightly_report' has no output: replace it with work that returns nothing, not with Quality.", some.Message);
    }

    [Fact]
    public async Task Events_metrics_and_runs_have_nearest_names_too()
    {
        await using var report = await StartAsync(static _ => { });
        var published = await Assert.ThrowsAsync<ArgumentException>(() => report.PublishAsync("order.complete"));
        Assert.StartsWith("No pipeline declares the event 'order.complete'; did you mean 'orders.complete'?", published.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => report.PublishAsync("orders.complete", "[1]"));
        Assert.Equal("Pipeline 'nightly_report' has no stream node 'x'; it has none.", Assert.Throws<ArgumentException>(() => report.Stream("x")).Message);
        Assert.StartsWith("'Hold' of pipeline 'nightly_report' is executed in runs", Assert.Throws<ArgumentException>(() => report.Stream("Hold")).Message, StringComparison.Ordinal);

        await using var guarded = await ControlTest.StartAsync(new Guarded());
        var metric = Assert.Throws<ArgumentException>(() => guarded.SetMetric("clean", "lags", 1));
        Assert.StartsWith("Stream nodes have no metric 'lags'; did you mean 'lag'?", metric.Message, StringComparison.Ordinal);
        var schedule = await Assert.ThrowsAsync<ControlTestException>(guarded.AdvanceToNextFiringAsync);
        Assert.StartsWith("No schedule of 'guarded' fires after 2026-01-01T00:00:00Z", schedule.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_happened_is_told_with_the_run()
    {
        await using var test = await StartAsync(static options => options.Fail("collect", static _ => new InvalidOperationException("closed")));
        var run = await test.StartRunAsync();
        var fault = Assert.Throws<ControlTestException>(() => run.Output<Sales>("total"));
        Assert.StartsWith("'total' was not executed in this run.\nrun ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("attempt 1 failed at 2026-01-01T00:00:00+00:00: closed", fault.Message, StringComparison.Ordinal);

        var never = await Assert.ThrowsAsync<ControlTestException>(() => test.AdvanceUntilAsync(() => run.Status == RunStatus.Completed, TimeSpan.FromHours(2)));
        Assert.StartsWith("The condition was not true within 02:00:00.\nnightly_report at 2026-01-01T02:00:00Z, seed 1\nrun ", never.Message, StringComparison.Ordinal);
    }

    private static Task<ControlTest> StartAsync(Action<ControlTestOptions> configure) => ControlTest.StartAsync(new NightlyReport(null!, null!), configure);
}
