using Dataflow.Pipelines.Files;

namespace Dataflow.Pipelines.Tests.Files;

public sealed class PartitionTemplateTests
{
    private static readonly long Noon = new DateTime(2026, 3, 1, 12, 5, 0, DateTimeKind.Utc).Ticks;

    [Theory]
    [InlineData("hour={window_start:yyyyMMddHH}", "hour=2026030112")]
    [InlineData("{window_start}", "20260301T120500Z")]
    [InlineData("y={window_start:yyyy}/m={window_start:MM}", "y=2026/m=03")]
    [InlineData("", "")]
    [InlineData("raw", "raw")]
    public void A_window_has_its_directory(string template, string directory) =>
        Assert.Equal(directory, new PartitionTemplate(template, hasWindows: true).Of(Noon));

    [Theory]
    [InlineData("hour={window_strat:HH}", true, "'window_strat' is not known; did you mean 'window_start'?")]
    [InlineData("hour={window_start:HH}", false, "rolls on no window")]
    [InlineData("../{window_start}", true, "leads out of the sink's directory")]
    [InlineData("/etc", true, "leads out of the sink's directory")]
    public void An_invalid_template_is_refused_with_the_reason(string template, bool hasWindows, string reason)
    {
        var fault = Assert.Throws<ArgumentException>(() => new PartitionTemplate(template, hasWindows));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains(template, fault.Message, StringComparison.Ordinal);
    }
}
