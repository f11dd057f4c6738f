using System.Text.Json;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Tests.Hosting;

public sealed class PipelineStatusTests
{
    [Fact]
    public void An_unknown_lag_is_unknown_in_the_line_and_null_in_JSON_with_the_reason()
    {
        var status = Status(null, new() { ["clicks"] = "nothing fetched for 12 s" });
        Assert.Equal("1,000 records read, 5/s, lag unknown, watermark , checkpoint 7, clicks: nothing fetched for 12 s", status.ToText());
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(status, StatusJson.Default.PipelineStatus));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("lag").ValueKind);
        Assert.Equal(3, json.RootElement.GetProperty("behind_after_move").GetInt64());
        Assert.Equal("nothing fetched for 12 s", json.RootElement.GetProperty("stalled_sources").GetProperty("clicks").GetString());
    }

    [Fact]
    public void A_known_lag_is_a_number() =>
        Assert.Equal("1,000 records read, 5/s, lag 1,234, watermark , checkpoint 7", Status(1234, []).ToText());

    private static PipelineStatus Status(long? lag, Dictionary<string, string> stalled) =>
        new(1000, 5, lag, null, 7, 1, 1, 1, 1, new Dictionary<string, NodeCounts>(), 3, stalled);
}
